/**
 * What accounts leave with, out of a folder and with no node running: a node's own, a snapshot's, or an archive that an agent kept.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ExitBook } from "@novate/evm";
import { ClearingError } from "../failures.ts";
import { ExitArchive } from "./archive.ts";

/** Where a node, and a snapshot, have their archive. */
export const exitFolder = (path: string): string => join(path, "exit");

/** A node's archive in the folder that it is started with. */
export const exitArchiveIn = (path: string): ExitArchive => new ExitArchive(exitFolder(path));

/** The archive of a folder that is a node's, a snapshot's, or an archive itself. */
export const exitArchiveAt = (path: string): ExitArchive =>
  new ExitArchive(existsSync(exitFolder(path)) ? exitFolder(path) : path);

/**
 * The book of an epoch, or of the newest signed one. Its signatures are not checked here: `verifyExitKit` does that with each kit.
 * Rejects with `ExitLeavesMissing` or `ExitArchiveInvalid`.
 */
export async function readExit(path: string, epoch: number | null = null): Promise<ExitBook> {
  const archive = exitArchiveAt(path);
  const found = archive.epochs().find((each) => (epoch === null ? archive.hasHead(each) : each === epoch));
  const book = found === undefined ? null : await archive.book(found);
  if (book !== null) return book;
  throw new ClearingError({
    code: "ExitLeavesMissing",
    message: `${path} has no claims of ${epoch === null ? "any signed checkpoint" : `a signed checkpoint of epoch ${epoch}`}.`,
    remedy:
      "Name the folder of a node, of a snapshot with its exit folder, or of an archive; or replay the blocks of a node that kept them all.",
    advice: "stop",
    details: { epoch },
  });
}

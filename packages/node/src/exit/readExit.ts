/**
 * What accounts leave with, out of a folder and with no node running: a node's own, a snapshot's, or an archive that an agent kept.
 *
 * @module
 */
import { existsSync } from "node:fs";
import type { ExitBook } from "@novate/evm";
import { ClearingError } from "../failures.ts";
import { exitFolder } from "../store/folders.ts";
import { ExitArchive } from "./archive.ts";

/** A node's archive in the folder that it is started with. */
export const exitArchiveIn = (path: string): ExitArchive => new ExitArchive(exitFolder(path));

/** The archive of a folder that is a node's, a snapshot's, or an archive itself. */
export const exitArchiveAt = (path: string): ExitArchive =>
  new ExitArchive(existsSync(exitFolder(path)) ? exitFolder(path) : path);

/**
 * The books of a folder, the newest first, or that of one epoch; `onFault` is told of each that cannot be used, which is passed over. Their
 * signatures are not checked here: `verifyExitKit` does that with each kit.
 */
export async function* booksIn(
  path: string,
  epoch: number | null,
  onFault: (fault: ClearingError) => void,
): AsyncGenerator<ExitBook> {
  const archive = exitArchiveAt(path);
  for (const each of archive.epochs()) {
    if (epoch !== null && each !== epoch) continue;
    try {
      const book = await archive.book(each);
      if (book !== null) yield book;
    } catch (fault) {
      if (!(fault instanceof ClearingError)) throw fault;
      onFault(fault);
    }
  }
}

/** Nothing of it is there. */
export const leavesMissing = (path: string, epoch: number | null): ClearingError =>
  new ClearingError({
    code: "ExitLeavesMissing",
    message: `${path} has no claims of ${epoch === null ? "any signed checkpoint" : `a signed checkpoint of epoch ${epoch}`}.`,
    remedy:
      "Name the folder of a node, of a snapshot with its exit folder, or of an archive; or name the genesis beside the folder of a node that kept all its blocks.",
    advice: "stop",
    details: { epoch },
  });

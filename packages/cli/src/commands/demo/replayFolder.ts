/**
 * The folder of a demo: the node's store, and beside it a note of which replay it holds and how that ended.
 *
 * @module
 */

import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder, NODE_FOLDERS } from "@novate/node";
import { UsageError } from "../../shared/failure.ts";

/** What makes two replays the same. */
export interface ReplayIdentity {
  readonly tape: string;
  readonly steps: number;
  readonly from: string;
  readonly to: string;
  readonly underlyings: readonly string[];
  readonly seed: number;
  /** Whether assets lay in vaults. */
  readonly vaults: boolean;
}

export interface ReplayNote {
  readonly replay: ReplayIdentity;
  /** The report, once the tape has been played to its end. */
  readonly page: string | null;
}

const NOTE = "replay.json";
/** What the note is written as before it takes its name, so that a plug that is pulled leaves the old one or the new. */
const DRAFT = "replay.json.new";
/** Where attestors have their keys and memories. */
export const ATTESTORS = "attestors";
const OURS = new Set<string>([NOTE, DRAFT, ATTESTORS, ...NODE_FOLDERS]);

/** The note, or null for a folder that is missing or empty. Errors: `UsageError` for a folder that is something else. */
export async function readNote(folder: string): Promise<ReplayNote | null> {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException): string[] => {
    if (cause.code === "ENOENT") return [];
    throw new UsageError("FolderUnusable", `${folder} is no folder that can be read (${cause.code ?? cause.message})`);
  });
  if (names.every((name) => name === DRAFT)) return null;
  const strange = names.find((name) => !OURS.has(name));
  if (strange !== undefined || !names.includes(NOTE)) {
    const found = strange ?? names[0]!;
    throw new UsageError("FolderNotADemo", `${folder} holds ${found}, which no demo wrote`, "Choose another --data.");
  }
  try {
    return JSON.parse(await readFile(join(folder, NOTE), "utf8")) as ReplayNote;
  } catch {
    throw new UsageError("NoteUnreadable", `${join(folder, NOTE)} is damaged`, "Start over with --fresh.");
  }
}

export async function writeNote(folder: string, note: ReplayNote): Promise<void> {
  makeFolder(folder);
  await writeFile(join(folder, DRAFT), `${JSON.stringify(note, null, 2)}\n`, { flush: true });
  await rename(join(folder, DRAFT), join(folder, NOTE));
}

/** Removes what a demo left. Errors: `UsageError` when the folder is something else, which is then left alone. */
export async function clearFolder(folder: string): Promise<void> {
  await readNote(folder).catch((failure: unknown) => {
    if (!(failure instanceof UsageError && failure.code === "NoteUnreadable")) throw failure;
  });
  for (const name of OURS) await rm(join(folder, name), { recursive: true, force: true });
}

/** Errors: `UsageError` when the folder holds another replay than the one asked for. */
export function checkSame(folder: string, held: ReplayIdentity, asked: ReplayIdentity): void {
  const differing = (Object.keys(asked) as (keyof ReplayIdentity)[]).filter(
    (key) => JSON.stringify(held[key]) !== JSON.stringify(asked[key]),
  );
  if (differing.length === 0) return;
  const told = differing.map((key) => `${key} ${String(held[key])}, not ${String(asked[key])}`).join("; ");
  throw new UsageError(
    "FolderHoldsAnotherReplay",
    `${folder} has ${told}`,
    "Add --fresh to start over, or choose another --data.",
  );
}

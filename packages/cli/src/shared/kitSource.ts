/**
 * Kits to leave with, wherever they were saved: files, a person's folder, a watcher's archive, or the data of a stopped node. Each is
 * verified anew; what is not good is told, and another is looked for.
 *
 * @module
 */
import type { ExitKit } from "@novate/codec";
import { readJson } from "./input.ts";
import { kitsOfArchive } from "./kitArchive.ts";
import { kitsOfFolder, verified } from "./kitFiles.ts";
import type { KitSourceFlags, Warn } from "./kitSourceFlags.ts";

/** Verified kits, one an account, of the newest epoch that there is. Errors: `UsageError` `KitMissing`, `KitInvalid`, `HouseMissing`, `AccountMissing`. */
export async function kitsOf(flags: KitSourceFlags, warn: Warn): Promise<ExitKit[]> {
  const newest = new Map<number, ExitKit>();
  for (const kit of await readKits(flags, warn, true)) if (!newest.has(kit.accountId)) newest.set(kit.accountId, kit);
  return [...newest.values()];
}

/** Verified kits of every epoch that was kept, by account, the newest first: a vault pays by the one that it has in force. Of an archive the newest alone. */
export const allKitsOf = (flags: KitSourceFlags, warn: Warn): Promise<ExitKit[]> => readKits(flags, warn, false);

async function readKits(flags: KitSourceFlags, warn: Warn, isNewestOnly: boolean): Promise<ExitKit[]> {
  const { kit: files, data } = flags;
  if (files !== undefined)
    return sorted(await Promise.all(files.map(async (file) => verified(await readJson(file), file, flags))));
  return sorted(
    await (data === undefined ? kitsOfFolder(flags, warn, isNewestOnly) : kitsOfArchive(data, flags, warn)),
  );
}

const sorted = (kits: readonly ExitKit[]): ExitKit[] =>
  [...kits].sort((one, other) => one.accountId - other.accountId || other.checkpoint.epoch - one.checkpoint.epoch);

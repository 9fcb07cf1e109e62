/**
 * Kits out of everybody's leaves: the archive of a node, of a snapshot or of a watcher; and where it has none, out of the blocks.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { ExitKit, toJson } from "@novate/codec";
import { booksIn, exitArchiveAt, leavesMissing, rebuildExitAt, storeFolder } from "@novate/node";
import { UsageError } from "./failure.ts";
import { readGenesis } from "./genesis.ts";
import { verified } from "./kitFiles.ts";
import type { KitSourceFlags, Warn } from "./kitSourceFlags.ts";

/**
 * The kits of the newest epoch that can be used, and whose word is good. With a genesis, what the folder does not have is worked out of its
 * blocks, and kept there. Errors: `UsageError` `AccountMissing`, `KitInvalid`, `GenesisMissing`; `ExitLeavesMissing`, `ExitArchiveInvalid`,
 * and those of the store.
 */
export async function kitsOfArchive(data: string, flags: KitSourceFlags, warn: Warn): Promise<ExitKit[]> {
  const { account, genesis } = flags;
  if (account === undefined)
    throw new UsageError("AccountMissing", "an archive has many accounts", "Name yours with --account.");
  if (!existsSync(data)) throw leavesMissing(data, flags.epoch ?? null);
  const faults: Error[] = [];
  const found = await kitsThere(data, account, flags, faults);
  for (const { message } of faults.slice(found === null && genesis === undefined ? 1 : 0)) warn(`${message}\n`);
  if (found !== null) return found;
  if (genesis === undefined) throw faults[0] ?? missing(data, flags);
  warn(`Working the claims out of the blocks in ${data} …\n`);
  await rebuildExitAt(data, await readGenesis(genesis), flags.epoch ?? null);
  const again: Error[] = [];
  const rebuilt = await kitsThere(data, account, flags, again);
  if (rebuilt !== null) return rebuilt;
  throw again[0] ?? leavesMissing(data, flags.epoch ?? null);
}

async function kitsThere(
  data: string,
  account: readonly number[],
  flags: KitSourceFlags,
  faults: Error[],
): Promise<ExitKit[] | null> {
  const archive = exitArchiveAt(data);
  for await (const book of booksIn(data, flags.epoch ?? null, (fault) => faults.push(fault))) {
    const file = archive.headPath(book.head.checkpoint.epoch);
    try {
      return account.map((id) => verified(toJson(ExitKit, book.kitOf(id)), `${file}, account ${id}`, flags));
    } catch (fault) {
      if (!(fault instanceof UsageError)) throw fault;
      faults.push(fault);
    }
  }
  return null;
}

/** A folder with blocks can be helped. */
function missing(data: string, { epoch }: KitSourceFlags): Error {
  if (!existsSync(storeFolder(data))) return leavesMissing(data, epoch ?? null);
  const what = epoch === undefined ? "no claims" : `no claims of epoch ${epoch}`;
  const text = `${data} keeps ${what}, but blocks: they give them with --genesis FILE, how the house began`;
  return new UsageError("GenesisMissing", text);
}

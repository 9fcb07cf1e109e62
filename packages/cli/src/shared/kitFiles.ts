/**
 * Where saved kits are read from, each verified: archives, and a person's folder.
 *
 * @module
 */
import { ExitKit, type Hex, toJson } from "@novate/codec";
import { readExit } from "@novate/node";
import { type KeptKit, keptKits, readKit, verifyExitKit } from "@novate/sdk";
import { fileStorage } from "@novate/sdk/files";
import { UsageError } from "./failure.ts";
import type { KitSourceFlags } from "./kitSourceFlags.ts";
import { kitFolder } from "./kits.ts";

/** Of a node's own archive, a snapshot's or a watcher's. */
export async function kitsOfArchive(data: string, flags: KitSourceFlags): Promise<ExitKit[]> {
  const { account, epoch = null } = flags;
  if (account === undefined)
    throw new UsageError("AccountMissing", "an archive has many accounts: name yours with --account");
  const book = await readExit(data, epoch);
  return account.map((id) => verified(toJson(ExitKit, book.kitOf(id)), `account ${id} in ${data}`, flags));
}

export async function kitsOfFolder(flags: KitSourceFlags): Promise<ExitKit[]> {
  const folder = kitFolder(flags);
  const storage = fileStorage(folder);
  const { account, epoch, house, set } = flags;
  const kept = (await keptKits(storage)).filter(
    (one) =>
      (account === undefined || account.includes(one.accountId)) &&
      (epoch === undefined || one.epoch === epoch) &&
      (house === undefined || one.house === house) &&
      (set === undefined || set.slice(2).startsWith(one.set)),
  );
  const houses = new Set(kept.map((one) => one.house));
  if (houses.size > 1)
    throw new UsageError("HouseMissing", `${folder} has kits of ${houses.size} houses: name one with --house`);
  const found: ExitKit[] = [];
  for (const one of kept) {
    const kit = await readKit(storage, one);
    if (kit !== null) found.push(verified(toJson(ExitKit, kit), nameOf(one), flags));
  }
  const missing = (account ?? []).filter((id) => !found.some(({ accountId }) => accountId === id));
  if (missing.length > 0 || found.length === 0)
    throw new UsageError(
      "KitMissing",
      `${folder} has no such kit${missing.length > 0 ? ` of account ${missing.join(", ")}` : ""}`,
    );
  return found;
}

const nameOf = ({ accountId, epoch }: KeptKit): string => `the kit of account ${accountId} at epoch ${epoch}`;

export function verified(json: unknown, what: string, { house, set }: KitSourceFlags): ExitKit {
  const own = json as { readonly house?: Hex; readonly checkpoint?: { readonly setHash?: Hex } } | null; // looked at with care
  const trusted = { house: house ?? own?.house ?? "0x", setHash: set ?? own?.checkpoint?.setHash ?? "0x" } as const;
  const verdict = verifyExitKit(json, trusted);
  if (verdict.ok) return verdict.kit;
  throw new UsageError("KitInvalid", `${what}: ${verdict.reason} ${verdict.of}`);
}

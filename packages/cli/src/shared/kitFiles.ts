/**
 * Kits out of a person's folder, each verified.
 *
 * @module
 */
import { join } from "node:path";
import { ExitKit, type Hex, toJson } from "@novate/codec";
import { keptKitOf, keptKits, kitNameOf, readKit, verifyExitKit } from "@novate/sdk";
import { fileStorage } from "@novate/sdk/files";
import { UsageError } from "./failure.ts";
import type { KitSourceFlags, Warn } from "./kitSourceFlags.ts";
import { kitFolder } from "./kits.ts";

/** Those of every epoch, or of each account the newest that is good: ten days of signatures take a while. One that is not good is told of, and stands for nothing. Errors: `UsageError` `HouseMissing`, `KitMissing`, `KitInvalid` where no other is there. */
export async function kitsOfFolder(flags: KitSourceFlags, warn: Warn, isNewestOnly = false): Promise<ExitKit[]> {
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
    throw new UsageError("HouseMissing", `${folder} has kits of ${houses.size} houses`, "Name one with --house.");
  const found: ExitKit[] = [];
  const faults: UsageError[] = [];
  for (const one of kept) {
    if (isNewestOnly && found.some(({ accountId }) => accountId === one.accountId)) continue;
    const file = join(folder, `${kitNameOf(one)}.json`);
    const kit = await readKit(storage, one);
    try {
      if (kit === null) throw new UsageError("KitInvalid", `${file} is no kit any more`);
      if (kitNameOf(keptKitOf(kit)) !== kitNameOf({ ...one, set: kit.checkpoint.setHash.slice(2) }))
        throw new UsageError(
          "KitInvalid",
          `${file} is the kit of account ${kit.accountId} at epoch ${kit.checkpoint.epoch}`,
        );
      found.push(verified(toJson(ExitKit, kit), file, flags));
    } catch (fault) {
      if (!(fault instanceof UsageError)) throw fault;
      faults.push(fault);
    }
  }
  if (found.length === 0 && faults.length > 0) throw faults[0]!; // there is one
  for (const { message } of faults) warn(`${message}\n`);
  const missing = (account ?? []).filter((id) => !found.some(({ accountId }) => accountId === id));
  if (missing.length > 0 || found.length === 0)
    throw new UsageError(
      "KitMissing",
      `${folder} has no such kit${missing.length > 0 ? ` of account ${missing.join(", ")}` : ""}`,
    );
  return found;
}

export function verified(json: unknown, what: string, { house, set }: KitSourceFlags): ExitKit {
  const own = json as { readonly house?: Hex; readonly checkpoint?: { readonly setHash?: Hex } } | null; // looked at with care
  const trusted = { house: house ?? own?.house ?? "0x", setHash: set ?? own?.checkpoint?.setHash ?? "0x" } as const;
  const verdict = verifyExitKit(json, trusted);
  if (verdict.ok) return verdict.kit;
  throw new UsageError("KitInvalid", `${what}: ${verdict.reason} ${verdict.of}`);
}

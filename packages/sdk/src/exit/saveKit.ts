/**
 * Saves a kit, and lets go of what newer ones replace.
 *
 * @module
 */
import { ExitKit, type Hex, toJson } from "@novate/codec";
import { groupOf, type KeptKit, keptKitOf, keptKits, kitNameOf, readKit, type Stay } from "./keptKits.ts";
import { crowdedOut, isCrowded } from "./keptSets.ts";
import { lengthFault } from "./kitLength.ts";
import { roomFor } from "./makeRoom.ts";
import type { KitStorage } from "./storage.ts";

/**
 * Keeps a kit, then lets go of older ones of the same account and set. Kits are kept by their set because a node that lies may sign
 * anything with a set of its own. Where a storage is full others give way; rejects with the storage's error if none is left to, and where it is longer than a kit may be.
 */
export async function saveKit(storage: KitStorage, kit: ExitKit, stay: Stay | number): Promise<void> {
  const rule = typeof stay === "number" ? { keep: stay } : stay;
  const own = keptKitOf(kit);
  const text = `${JSON.stringify(toJson(ExitKit, kit))}\n`;
  const tooLong = lengthFault(text.length);
  if (tooLong !== null) throw new Error(`the kit of account ${own.accountId} is not kept: ${tooLong}`);
  const leaving = await makingPlace(storage, own);
  await writeInto(storage, own, text, rule);
  for (const one of leaving) await storage.remove(kitNameOf(one));
  await letGo(storage, await sameAs(storage, own), rule);
}

/** The set that makes place for one more of an account. Rejects where there is none: then somebody has to say whose kits count. */
async function makingPlace(storage: KitStorage, own: KeptKit): Promise<readonly KeptKit[]> {
  const groups = [...Map.groupBy(await keptKits(storage), groupOf).values()];
  const isNew = !groups.some(([any]) => groupOf(any!) === groupOf(own)); // each has one
  if (!isNew || !isCrowded(groups, own)) return [];
  const leaving = crowdedOut(groups, own);
  if (leaving === undefined)
    throw new Error(
      `kits of many sets of account ${own.accountId} are kept, and none gives way: name the set that counts`,
    );
  return leaving;
}

/** Lets go of what {@link saveKit} would, of every account and set of a house. */
export async function pruneKits(storage: KitStorage, house: Hex, stay: Stay): Promise<void> {
  const groups = Map.groupBy(
    (await keptKits(storage)).filter((one) => one.house === house),
    groupOf,
  );
  for (const same of groups.values()) await letGo(storage, same, stay);
}

/** Of the same account and set, the newest first. */
const sameAs = async (storage: KitStorage, own: KeptKit): Promise<KeptKit[]> =>
  (await keptKits(storage)).filter((one) => groupOf(one) === groupOf(own));

/** A vault in exit stands in no later checkpoint, so that newer kits replace none of those that tell of it. */
async function letGo(storage: KitStorage, same: readonly KeptKit[], { keep, pinned, told }: Stay): Promise<void> {
  const most = Math.max(1, keep);
  if (same.length <= most) return;
  const vaultsOf = async (one: KeptKit): Promise<readonly number[]> =>
    (await readKit(storage, one))?.sections.map(({ section }) => section.vaultId) ?? [];
  const living = new Set(await vaultsOf(same[0]!)); // there are more than none
  const going: KeptKit[] = [];
  let isCounted = false;
  for (const one of same.slice(most))
    if (!(pinned?.has(one.epoch) ?? false) && !(told?.has(one.epoch) ?? false)) {
      going.push(one);
      isCounted ||= (await vaultsOf(one)).some((vaultId) => !living.has(vaultId));
    }
  const newest = isCounted ? await newestOf(same, most, vaultsOf) : new Set<KeptKit>(); // else all have the newest one's vaults
  for (const one of going) if (!newest.has(one)) await storage.remove(kitNameOf(one));
}

/** Of each vault as many of the newest that tell of it. */
async function newestOf(
  same: readonly KeptKit[],
  most: number,
  vaultsOf: (one: KeptKit) => Promise<readonly number[]>,
): Promise<ReadonlySet<KeptKit>> {
  const told = new Map<number, number>();
  const newest = new Set<KeptKit>();
  for (const one of same) {
    const vaults = await vaultsOf(one);
    if (vaults.some((vaultId) => (told.get(vaultId) ?? 0) < most)) newest.add(one);
    for (const vaultId of vaults) told.set(vaultId, (told.get(vaultId) ?? 0) + 1);
  }
  return newest;
}

// wide: what is written where, and what must not give way to it
/** As much gives way as it takes; nothing, where that is less than what comes. Rejects with the storage's error if that is not enough: something else fills it. */
async function writeInto(storage: KitStorage, own: KeptKit, text: string, stay: Stay): Promise<void> {
  const failure = await failureOf(storage, own, text);
  if (failure === null) return;
  for (const one of await roomFor(storage, own, text.length, stay)) {
    await storage.remove(kitNameOf(one));
    if ((await failureOf(storage, own, text)) === null) return;
  }
  throw failure;
}

/** Why a storage is too full for it; null where it has it. Rejects with every other failure. */
async function failureOf(storage: KitStorage, own: KeptKit, text: string): Promise<unknown> {
  try {
    await storage.write(kitNameOf(own), text);
    return null;
  } catch (failure) {
    if (isFull(failure)) return failure;
    throw failure;
  }
}

/** As browsers and disks say it; whatever else fails takes nothing away. */
function isFull(failure: unknown): boolean {
  const { name, code } = failure as { readonly name?: unknown; readonly code?: unknown }; // looked at with care
  const said = [name, code].map(String);
  return ["QuotaExceededError", "NS_ERROR_DOM_QUOTA_REACHED", "ENOSPC", "EDQUOT"].some((word) => said.includes(word));
}

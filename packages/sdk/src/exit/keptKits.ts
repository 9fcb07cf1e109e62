/**
 * The kits that a client has saved: which there are, which is taken, which may go.
 *
 * @module
 */
import { ExitKit, fromJson, type Hex, toJson } from "@novate/codec";
import type { KitStorage } from "./storage.ts";

/** Where one kit is kept, by what it is of. */
export interface KeptKit {
  readonly house: Hex;
  readonly accountId: number;
  readonly epoch: number;
  /** The digits of its set's hash, all of them: some first ones anybody finds for a set of his own. Kits that another set signed push none of these out. */
  readonly set: string;
}

const NAME = /^(0x[0-9a-f]{64})\/(\d{1,10})\/(\d{1,10})-([0-9a-f]{64}|[0-9a-f]{8})$/; // older ones have the first eight

export const keptKitOf = ({ house, accountId, checkpoint: { epoch, setHash } }: ExitKit): KeptKit => ({
  house,
  accountId,
  epoch,
  set: setHash.slice(2),
});

/** Its name in a storage. */
export const kitNameOf = ({ house, accountId, epoch, set }: KeptKit): string => `${house}/${accountId}/${epoch}-${set}`;

/** Every kit in a storage, the newest first. */
export async function keptKits(storage: KitStorage): Promise<KeptKit[]> {
  const found = (await storage.names()).flatMap((name): KeptKit[] => {
    const [, house, accountId, epoch, set] = NAME.exec(name) ?? [];
    if (house === undefined) return []; // something else that lies there
    return [{ house: house as Hex, accountId: Number(accountId), epoch: Number(epoch), set: set! }]; // by the pattern
  });
  return found.sort((one, other) => other.epoch - one.epoch || (one.set < other.set ? -1 : 1));
}

/** Reads one; null where it is gone, or no kit any more. It is not verified. */
export async function readKit(storage: KitStorage, kept: KeptKit): Promise<ExitKit | null> {
  const text = await storage.read(kitNameOf(kept));
  if (text === null) return null;
  try {
    return fromJson(ExitKit, JSON.parse(text));
  } catch {
    return null;
  }
}

/** Which kits stay when newer ones come. */
export interface Stay {
  /** Of each account and set, and of each vault that they tell of, as many of the newest. */
  readonly keep: number;
  /** Epochs that a vault pays by, or may: their kits stay. */
  readonly pinned?: ReadonlySet<number>;
}

/**
 * Keeps a kit, then lets go of older ones of the same account and set. Kits are kept by their set because a node that lies may sign
 * anything with a set of its own. Where a storage is full the oldest give way first; rejects with the storage's error if none is left to.
 */
export async function saveKit(storage: KitStorage, kit: ExitKit, stay: Stay | number): Promise<void> {
  const rule = typeof stay === "number" ? { keep: stay } : stay;
  const own = keptKitOf(kit);
  await writeInto(storage, own, `${JSON.stringify(toJson(ExitKit, kit))}\n`, rule);
  await letGo(storage, await sameAs(storage, own), rule);
}

/** Lets go of what {@link saveKit} would, of every account and set of a house. */
export async function pruneKits(storage: KitStorage, house: Hex, stay: Stay): Promise<void> {
  const groups = Map.groupBy(
    (await keptKits(storage)).filter((one) => one.house === house),
    ({ accountId, set }) => `${accountId}-${set}`,
  );
  for (const same of groups.values()) await letGo(storage, same, stay);
}

/** Of the same account and set, the newest first. */
const sameAs = async (storage: KitStorage, own: KeptKit): Promise<KeptKit[]> =>
  (await keptKits(storage)).filter(
    ({ house, accountId, set }) => house === own.house && accountId === own.accountId && set === own.set,
  );

/** A vault in exit stands in no later checkpoint, so that newer kits replace none of those that tell of it. */
async function letGo(storage: KitStorage, same: readonly KeptKit[], { keep, pinned }: Stay): Promise<void> {
  const most = Math.max(1, keep);
  if (same.length <= most) return;
  const told = new Map<number, number>();
  for (const [place, one] of same.entries()) {
    const vaults = (await readKit(storage, one))?.sections.map(({ section }) => section.vaultId) ?? [];
    const isNewest = place < most || vaults.some((vaultId) => (told.get(vaultId) ?? 0) < most);
    for (const vaultId of vaults) told.set(vaultId, (told.get(vaultId) ?? 0) + 1);
    if (!isNewest && !(pinned?.has(one.epoch) ?? false)) await storage.remove(kitNameOf(one));
  }
}

/** Fewer than these never give way: a vault pays by a word of some epochs ago. */
const FEWEST = 4;

// wide: what is written where, and what must not give way to it
async function writeInto(storage: KitStorage, own: KeptKit, text: string, { pinned }: Stay): Promise<void> {
  for (;;)
    try {
      return await storage.write(kitNameOf(own), text);
    } catch (failure) {
      const others = isFull(failure) ? (await sameAs(storage, own)).filter(({ epoch }) => epoch !== own.epoch) : [];
      const oldest = others.findLast(({ epoch }, place) => place >= FEWEST && !(pinned?.has(epoch) ?? false));
      if (oldest === undefined) throw failure;
      await storage.remove(kitNameOf(oldest));
    }
}

/** As browsers and disks say it; whatever else fails takes nothing away. */
function isFull(failure: unknown): boolean {
  const { name, code } = failure as { readonly name?: unknown; readonly code?: unknown }; // looked at with care
  const said = [name, code].map(String);
  return ["QuotaExceededError", "NS_ERROR_DOM_QUOTA_REACHED", "ENOSPC", "EDQUOT"].some((word) => said.includes(word));
}

/**
 * What gives way where a storage is full: of no account and set the newest few, and nothing that a vault is seen to pay by.
 *
 * @module
 */
import { groupOf, type KeptKit, keptKits, kitNameOf, type Stay } from "./keptKits.ts";
import type { KitStorage } from "./storage.ts";

/** Of an account and set so many stay, with the one that comes: a vault pays by a word of some epochs ago. */
const FEWEST = 4;
/** As many stay in a storage that does not hold that. */
const LEAST = 2;
/** Sets of an account beyond which those give way that have fewest kits: anybody makes as many sets as he likes. */
const MOST_SETS = 8;

/** Removes what may go so that this one fits; the length of its texts, nothing where there was none. */
export async function makeRoom(storage: KitStorage, own: KeptKit, { pinned, told }: Stay): Promise<number> {
  const kept = (await keptKits(storage)).filter((one) => kitNameOf(one) !== kitNameOf(own));
  const groups = [...Map.groupBy(kept, groupOf).values()];
  const isPinned = ({ epoch }: KeptKit): boolean => pinned?.has(epoch) ?? false;
  const isTold = ({ epoch }: KeptKit): boolean => told?.has(epoch) ?? false;
  const going =
    oldestOf(groups, own, FEWEST, (one) => isPinned(one) || isTold(one)) ??
    oldestOf(groups, own, FEWEST, isPinned) ??
    smallestOf(groups.filter(([any]) => groupOf(any!) !== groupOf(own))) ?? // each has one
    oldestOf(groups, own, LEAST, isPinned);
  let freed = 0;
  for (const one of going ?? []) {
    freed += (await storage.read(kitNameOf(one)))?.length ?? 0;
    await storage.remove(kitNameOf(one));
  }
  return freed;
}

/** The oldest of whom most are kept, but for the newest few. */
function oldestOf(
  groups: readonly (readonly KeptKit[])[],
  own: KeptKit,
  most: number,
  isHeld: (one: KeptKit) => boolean,
): KeptKit[] | undefined {
  const found = groups.flatMap((same) => {
    const fewest = groupOf(same[0]!) === groupOf(own) ? most - 1 : most; // each has one
    const oldest = same.findLast((one, place) => place >= fewest && !isHeld(one));
    return oldest === undefined ? [] : [{ oldest, size: same.length }];
  });
  const [first] = found.sort((one, other) => other.size - one.size || one.oldest.epoch - other.oldest.epoch);
  return first === undefined ? undefined : [first.oldest];
}

/** Of an account with too many sets the one that has fewest kits; among alike ones chance decides, since whoever made them would choose. */
function smallestOf(groups: readonly (readonly KeptKit[])[]): readonly KeptKit[] | undefined {
  const accounts = Map.groupBy(groups, ([any]) => `${any!.house}/${any!.accountId}`); // each has one
  const sets = [...accounts.values()].find((own) => own.length >= MOST_SETS);
  if (sets === undefined) return undefined;
  const fewest = Math.min(...sets.map(({ length }) => length));
  const alike = sets.filter(({ length }) => length === fewest);
  return fewest < FEWEST ? alike[Math.floor(Math.random() * alike.length)] : undefined;
}

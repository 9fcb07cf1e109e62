/**
 * What gives way where a storage is full: of no account and set the newest few, and nothing that a vault is seen to pay by.
 *
 * Anybody makes sets, and kits of them as long as he may. So a kit has room of its own set's; of other sets it has a kit or two, of those
 * that have more than its own.
 *
 * @module
 */

import { groupOf, type KeptKit, keptKits, kitNameOf, type Stay, setOf } from "./keptKits.ts";
import { crowdedOut } from "./keptSets.ts";
import type { KitStorage } from "./storage.ts";

/** Of an account and set so many stay, with the one that comes: a vault pays by a word of some epochs ago. */
const FEWEST = 4;
/** As many stay of its own in a storage that does not hold that; where there was one alone, the new one. */
const LEAST = 2;
/** Kits of other sets that give way to one: the next is as long as the last, or a little longer. */
const MOST_OF_OTHERS = 2;

/** Those that may go so that one of this length fits, in their order; none at all where all of them are shorter. */
export async function roomFor(
  storage: KitStorage,
  own: KeptKit,
  length: number,
  stay: Stay,
): Promise<readonly KeptKit[]> {
  let kept = (await keptKits(storage)).filter((one) => kitNameOf(one) !== kitNameOf(own));
  const going: KeptKit[] = [];
  const isOthers = (one: KeptKit): boolean => setOf(one) !== setOf(own);
  for (let freed = 0; freed < length; ) {
    const next = nextOf(kept, own, stay, going.filter(isOthers).length < MOST_OF_OTHERS);
    if (next === undefined) return [];
    going.push(next);
    kept = kept.filter((one) => one !== next);
    freed += kitNameOf(next).length + ((await storage.read(kitNameOf(next)))?.length ?? 0);
  }
  return going;
}

// wide: which of what goes next, to whom, and whether others' may
function nextOf(
  kept: readonly KeptKit[],
  own: KeptKit,
  { pinned, told }: Stay,
  mayTakeOthers: boolean,
): KeptKit | undefined {
  const groups = [...Map.groupBy(kept, groupOf).values()];
  const same = groups.find(([any]) => groupOf(any!) === groupOf(own)) ?? []; // each has one
  const giving = groups.filter(
    (group) => setOf(group[0]!) === setOf(own) || (mayTakeOthers && group.length > same.length), // as above
  );
  const isPinned = ({ epoch }: KeptKit): boolean => pinned?.has(epoch) ?? false;
  const isTold = ({ epoch }: KeptKit): boolean => told?.has(epoch) ?? false;
  return (
    (mayTakeOthers ? crowdedOut(groups, own)?.at(-1) : undefined) ??
    oldestOf(giving, own, (one) => isPinned(one) || isTold(one)) ??
    oldestOf(giving, own, isPinned) ??
    same.findLast((one, place) => place >= Math.min(LEAST, same.length) - 1 && one.epoch < own.epoch && !isPinned(one))
  );
}

/** The oldest of whom most are kept, but for the newest few. */
function oldestOf(
  groups: readonly (readonly KeptKit[])[],
  own: KeptKit,
  isHeld: (one: KeptKit) => boolean,
): KeptKit | undefined {
  const found = groups.flatMap((same) => {
    const fewest = groupOf(same[0]!) === groupOf(own) ? FEWEST - 1 : FEWEST; // each has one
    const oldest = same.findLast((one, place) => place >= fewest && !isHeld(one));
    return oldest === undefined ? [] : [{ oldest, size: same.length }];
  });
  const [first] = found.sort((one, other) => other.size - one.size || one.oldest.epoch - other.oldest.epoch);
  return first?.oldest;
}

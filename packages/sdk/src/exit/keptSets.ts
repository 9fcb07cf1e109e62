/**
 * Of how many sets an account has kits: anybody makes as many sets as he likes, and a kit of each is as good as any until somebody says
 * which set counts.
 *
 * @module
 */
import { groupOf, type KeptKit } from "./keptKits.ts";

/** Sets of an account beyond which those give way that have fewest kits. */
const MOST_SETS = 8;
/** A set with so many kits gives way to no other. */
const SETTLED = 4;

/** All kits of the set that has fewest, of an account with too many sets beside the one that comes; among alike ones chance decides, since whoever made them would choose. */
export function crowdedOut(groups: readonly (readonly KeptKit[])[], own: KeptKit): readonly KeptKit[] | undefined {
  const sets = setsBeside(groups, own);
  if (sets.length < MOST_SETS) return undefined;
  const fewest = Math.min(...sets.map(({ length }) => length));
  const alike = sets.filter(({ length }) => length === fewest);
  return fewest < SETTLED ? alike[Math.floor(Math.random() * alike.length)] : undefined;
}

/** Whether there is no place for one more set of its account. */
export const isCrowded = (groups: readonly (readonly KeptKit[])[], own: KeptKit): boolean =>
  setsBeside(groups, own).length >= MOST_SETS;

const setsBeside = (groups: readonly (readonly KeptKit[])[], own: KeptKit): (readonly KeptKit[])[] =>
  groups.filter(([any]) => {
    const { house, accountId } = any!; // each has one
    return house === own.house && accountId === own.accountId && groupOf(any!) !== groupOf(own);
  });

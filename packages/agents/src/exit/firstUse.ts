/**
 * Whose vaults are sent anything, where nobody named a set: of those sets that signed most of the kits that lie there, and of those to which
 * their vaults went on. A node that lies for a while adds kits of a set of its own, which name any contract as a vault; what was kept before
 * outnumbers them. A watcher keeps as many of each set, so that half as many as the one of most are enough: an owner whose set
 * was followed by another is not kept from leaving by that.
 *
 * @module
 */
import { type ChainSource, readWayOut } from "@novate/chains";
import type { Hex } from "@novate/codec";
import type { ExitPlace } from "./place.ts";
import { type ExitPlaceOf, type ExitStep, stepOf } from "./step.ts";

/** Those that have half as many as the set of most, at least. */
export function setsOfMost(sets: Iterable<Hex>): ReadonlySet<Hex> {
  const counts = new Map<Hex, number>();
  for (const set of sets) counts.set(set, (counts.get(set) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return new Set([...counts].filter(([, count]) => 2 * count >= most).map(([set]) => set));
}

/** Vaults of kits of some sets, and of those sets that these vaults have by now, by proof; each by chain and address. A vault that cannot be read leads nowhere. `vaultsOf`: those of kits of these sets. */
export async function vaultsFrom(
  first: ReadonlySet<Hex>,
  places: ReadonlyMap<number, ExitPlace>,
  vaultsOf: (sets: ReadonlySet<Hex>) => Promise<readonly ExitPlaceOf[]>,
): Promise<ReadonlySet<string>> {
  const sets = new Set(first);
  const found = new Set<string>();
  for (;;) {
    const fresh = (await vaultsOf(sets)).filter((where) => !found.has(nameOf(where)));
    if (fresh.length === 0) return found;
    for (const where of fresh) {
      found.add(nameOf(where));
      const source = places.get(where.chainId)?.source;
      const set = source === undefined ? null : await hotSetOf(source, where).catch(() => null);
      if (set !== null) sets.add(set);
    }
  }
}

const hotSetOf = async (source: ChainSource, { vault }: ExitPlaceOf): Promise<Hex> =>
  (await readWayOut(source, await source.header("latest"), vault)).hotSet;

export const nameOf = ({ chainId, vault }: ExitPlaceOf): string => `${chainId}/${vault}`;

/** What is told of a vault that is sent nothing. */
export const strangeVault = (where: ExitPlaceOf): ExitStep =>
  stepOf(
    where,
    "request",
    "left",
    "a set signed of it that nobody named: it is sent nothing, unless --set names its set",
  );

/**
 * What owners that owe for assets of vaults in exit pay into pools, and pools to owners that owe, until it stands (CLAIM-036).
 *
 * @module
 */
import type { StruckPot, StruckSegment } from "@novate/codec";
import { atoms, maxOf } from "@novate/num";
import { type Owing, offsetsOf, owerAt } from "./owers.ts";

/** What is owed to who owes goes on to whom that owes it, over so many of them; what would go further is nobody's. */
const ROUNDS = 3;

/** What a count has of a segment's pots. */
export type SegmentPots = Pick<StruckSegment, "pots" | "owers">;

/**
 * What pools hold once owners have paid; `open` have what they hold before. A round's pools are never less than the one's before, and so is
 * what is withheld by them: no more was passed on than is withheld in the end.
 */
export function struckAt(open: readonly StruckPot[], owing: readonly Owing[]): SegmentPots {
  const offsets = owing.flatMap((each) => offsetsOf(open, each));
  const before = open.map((pot) => {
    const paying = offsets.filter(({ assetId }) => assetId === pot.assetId);
    const left = paying.reduce<bigint>((sum, { amountAtoms }) => sum - amountAtoms, pot.heldAtoms);
    return { ...pot, heldAtoms: atoms(maxOf(left, 0n)) };
  });
  let pots = before;
  for (let round = 0; round < ROUNDS; round++) {
    const paying = owing.map((each) => owerAt(pots, each).pays);
    pots = before.map((pot) => {
      const poolAtoms = paying.reduce<bigint>((sum, pays) => sum + (pays.get(pot.assetId) ?? 0n), pot.poolAtoms);
      return { ...pot, poolAtoms: atoms(poolAtoms) };
    });
  }
  return { pots, owers: owing.map((each) => owerAt(pots, each).ower) };
}

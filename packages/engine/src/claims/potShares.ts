/**
 * Parts of what is owed for assets of vaults in exit.
 *
 * @module
 */
import type { Balance, StruckOwer, StruckPot } from "@novate/codec";
import { atoms, divDown, minOf, mulDivDown, mulDivUp } from "@novate/num";
import { balanceOf } from "../ledger/balances.ts";

/** What pools hold for who has so much left of their assets: its part, no more than the worth; rounded down (CLAIM-034). */
export function sharedBy(pots: readonly StruckPot[], balances: readonly Balance[]): bigint {
  let sum = 0n;
  for (const { assetId, numerator, denominator, poolAtoms, heldAtoms } of pots) {
    const had = balanceOf({ balances }, assetId);
    if (had <= 0n || heldAtoms === 0n) continue;
    sum += minOf<bigint>(divDown(had * numerator, denominator), mulDivDown(had, poolAtoms, heldAtoms));
  }
  return sum;
}

/** What an account has left once its owner's own coins have paid for each other, the same part of each; rounded down (CLAIM-035). */
export const leftOf = (offsets: StruckOwer["offsets"], balances: readonly Balance[]): readonly Balance[] =>
  offsets.length === 0
    ? balances
    : balances.map(({ assetId, amountAtoms: had }) => {
        const offset = offsets.find((each) => each.assetId === assetId);
        if (offset === undefined || had <= 0n) return { assetId, amountAtoms: had };
        return { assetId, amountAtoms: atoms(had - partOf(had, offset.amountAtoms, offset.hadAtoms)) };
      });

/** That part of an amount which `part` is of `whole`, rounded up; nothing of nothing. */
export const partOf = (amount: bigint, part: bigint, whole: bigint): bigint =>
  whole === 0n ? 0n : mulDivUp(amount, part, whole);

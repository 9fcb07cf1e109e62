/**
 * Who pays and who has what accounts owe each other for assets of vaults in exit, by the numbers of a count (CLAIM-033, CLAIM-034).
 *
 * @module
 */
import type { AccountRow, Balance, StruckPot } from "@novate/codec";
import { type Atoms, atoms, divDown, divUp, minOf, mulDivDown, ZERO_ATOMS } from "@novate/num";
import { balanceOf } from "../ledger/balances.ts";

/** What a debtor pays of its own cash, by asset, in the order of the pots: what it owes at their worth, rounded up. */
export function paidOf(
  pots: readonly StruckPot[],
  owes: readonly Balance[],
  ownAtoms: Atoms,
): ReadonlyMap<number, Atoms> {
  const paid = new Map<number, Atoms>();
  let left = ownAtoms;
  for (const { assetId, numerator, denominator } of pots) {
    const owed = owes.find((each) => each.assetId === assetId)?.amountAtoms ?? ZERO_ATOMS;
    const amountAtoms = minOf(left, atoms(divUp(owed * numerator, denominator)));
    paid.set(assetId, amountAtoms);
    left = atoms(left - amountAtoms);
  }
  return paid;
}

/** What pools hold for an account by what it has left of their assets: its part, no more than the worth; rounded down. */
export function sharedBy(pots: readonly StruckPot[], account: AccountRow): bigint {
  let sum = 0n;
  for (const { assetId, numerator, denominator, poolAtoms, heldAtoms } of pots) {
    const had = balanceOf(account, assetId);
    if (had <= 0n || heldAtoms === 0n) continue;
    sum += minOf<bigint>(divDown(had * numerator, denominator), mulDivDown(had, poolAtoms, heldAtoms));
  }
  return sum;
}

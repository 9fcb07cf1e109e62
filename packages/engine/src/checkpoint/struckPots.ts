/**
 * What accounts of a segment make good to each other of vaults in exit, as a count takes it (CLAIM-033, CLAIM-034).
 *
 * @module
 */
import type { ExitDebtRow, ExitPotRow, StruckPot } from "@novate/codec";
import { type Atoms, atoms } from "@novate/num";
import { accountClaim } from "../claims/accountClaim.ts";
import type { CountPrices } from "../claims/countPrices.ts";
import { paidOf } from "../claims/exitShares.ts";
import type { House } from "../command/house.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";

/** Debtors whose payments a count looks ahead for, by id; what others pay is nobody's until they are looked at. */
const MOST_DEBTORS = 1_024;

/** By segment, of pots that are open; ascending by asset. `pricesOf`: of a count without them. Work: what is owed, and the debtors' positions. */
export function struckPots(
  { state, derived }: House,
  pricesOf: () => CountPrices,
): ReadonlyMap<number, readonly StruckPot[]> {
  const bySegment = new Map<number, StruckPot[]>();
  const open = [...state.exitPots.values()].filter(({ isClosed }) => !isClosed);
  if (open.length === 0) return bySegment;
  for (const pot of open.sort((left, right) => left.assetId - right.assetId)) {
    const ofSegment = bySegment.get(pot.segmentId) ?? [];
    bySegment.set(pot.segmentId, ofSegment);
    const { heldAtoms } = mustGet(state.collaterals, collateralKey(pot.segmentId, pot.assetId));
    ofSegment.push(struckPot(pot, heldAtoms));
  }
  const prices = pricesOf();
  for (const accountId of debtorsOf(state.exitDebts.values())) {
    const account = mustGet(state.accounts, accountId);
    const pots = bySegment.get(account.segmentId) ?? [];
    const { idleAtoms, holderAtoms } = accountClaim(prices, account, derived.claims.beside.of(accountId)).parts;
    const paid = paidOf(pots, derived.claims.beside.of(accountId).owes, atoms(idleAtoms + holderAtoms));
    bySegment.set(
      account.segmentId,
      pots.map((pot) => ({ ...pot, poolAtoms: atoms(pot.poolAtoms + (paid.get(pot.assetId) ?? 0n)) })),
    );
  }
  return bySegment;
}

const struckPot = ({ assetId, numerator, denominator, potAtoms }: ExitPotRow, heldAtoms: Atoms): StruckPot => ({
  assetId,
  numerator,
  denominator,
  potAtoms,
  poolAtoms: potAtoms,
  heldAtoms,
});

const debtorsOf = (debts: Iterable<ExitDebtRow>): number[] =>
  [...new Set([...debts].map(({ accountId }) => accountId))].sort((left, right) => left - right).slice(0, MOST_DEBTORS);

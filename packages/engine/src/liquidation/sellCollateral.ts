/**
 * Collateral is sold to a backstop at its value, only what is owed (LIQ-007, LIQ-008).
 *
 * The price is the collateral's value after its haircut; the haircut is what the backstop earns for carrying it, and
 * below it nothing is ever sold. So a sale changes no equity, and what nobody can pay for stays with its owner.
 *
 * @module
 */
import { type Atoms, atoms, divUp, minOf } from "@novate/num";
import { balanceOf, withBalance } from "../account/balances.ts";
import { balanceValueAtoms } from "../collateral/value.ts";
import type { Evolve } from "../command/evolve.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { accountOf, cashOf, isManaged, type Round, settlementAssetOf, takersFor, vestedCashOf } from "./round.ts";

/** Sells what a managed account without positions owes, gains and losses that have not vested counted in. */
export const sellForDebt = (round: Round, accountId: number): void =>
  sellCollateral(round, accountId, atoms(-vestedCashOf(round, accountId)));

/** Accounts whose cash is further below zero than the segment allows are brought back to that limit (LIQ-008). */
export function curbDebts(round: Round): void {
  const { house, segmentId, settlementAssetId } = round;
  const { maxNegativeCashAtoms, liquidationsPerBlock } = mustGet(house.state.segments, segmentId).parameters.house;
  const debtors: { readonly accountId: number; readonly excess: Atoms }[] = [];
  for (const account of house.state.accounts.values()) {
    if (account.segmentId !== segmentId || isManaged(account)) continue;
    const excess = atoms(-balanceOf(account, settlementAssetId) - maxNegativeCashAtoms);
    if (excess > 0n) debtors.push({ accountId: account.accountId, excess });
  }
  debtors.sort((left, right) =>
    left.excess === right.excess ? left.accountId - right.accountId : left.excess > right.excess ? -1 : 1,
  );
  for (const { accountId, excess } of debtors.slice(0, liquidationsPerBlock)) sellCollateral(round, accountId, excess);
}

/** Sells asset by asset, in order of their ids, until `owed` is paid or nothing is left that has a price. */
function sellCollateral(round: Round, accountId: number, owed: Atoms): void {
  const { house, segmentId, settlementAssetId } = round;
  const segment = mustGet(house.state.segments, segmentId);
  const { timeMs } = houseOf(house.state);
  let left = owed;
  for (const { assetId, amountAtoms: heldAtoms } of accountOf(round, accountId).balances) {
    if (left <= 0n) return;
    if (assetId === settlementAssetId || heldAtoms <= 0n) continue;
    const valueAtoms = balanceValueAtoms(house.state, segment, assetId, heldAtoms, timeMs);
    if (valueAtoms > 0n) left = atoms(left - sellOne(round, accountId, { assetId, heldAtoms, valueAtoms }, left));
  }
}

interface Holding {
  readonly assetId: number;
  readonly heldAtoms: Atoms;
  /** What all of it is worth, haircut taken. */
  readonly valueAtoms: Atoms;
}

/** To the first backstop that has the cash; returns what it paid. */
function sellOne(round: Round, accountId: number, { assetId, heldAtoms, valueAtoms }: Holding, owed: Atoms): Atoms {
  const proceedsAtoms = minOf(owed, valueAtoms);
  const amountAtoms = atoms(divUp(heldAtoms * proceedsAtoms, valueAtoms));
  const buyer = takersFor(round, accountId).find((taker) => cashOf(round, taker.accountId) >= proceedsAtoms);
  if (buyer === undefined) return atoms(0n);
  round.house.emit({
    type: "CollateralLiquidated",
    accountId,
    backstopAccountId: buyer.accountId,
    assetId,
    amountAtoms,
    proceedsAtoms,
    cashAfterAtoms: atoms(cashOf(round, accountId) + proceedsAtoms),
    backstopCashAfterAtoms: atoms(cashOf(round, buyer.accountId) - proceedsAtoms),
  });
  return proceedsAtoms;
}

export const evolveCollateralLiquidated: Evolve<"CollateralLiquidated"> = (state, event) => {
  const { accountId, backstopAccountId, assetId, amountAtoms } = event;
  const settlementAssetId = settlementAssetOf(state, accountId);
  const seller = mustGet(state.accounts, accountId);
  const buyer = mustGet(state.accounts, backstopAccountId);
  const sold = withBalance(seller, assetId, atoms(balanceOf(seller, assetId) - amountAtoms));
  const bought = withBalance(buyer, assetId, atoms(balanceOf(buyer, assetId) + amountAtoms));
  state.accounts.put(withBalance(sold, settlementAssetId, event.cashAfterAtoms));
  state.accounts.put(withBalance(bought, settlementAssetId, event.backstopCashAfterAtoms));
};

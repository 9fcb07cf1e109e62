/**
 * Collateral is sold to a backstop at its value, only what is owed (LIQ-007, LIQ-032).
 *
 * The price is the collateral's value after its haircut; the haircut is what the backstop earns for carrying it, and
 * below it nothing is ever sold. So a sale changes no equity, and what nobody can pay for stays with its owner.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { type Atoms, atoms, divUp, minOf } from "@novate/num";
import { balanceValueAtoms } from "../collateral/value.ts";
import type { Evolve } from "../command/evolver.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { isSellable } from "./passable.ts";
import { isRatioKept } from "./ratio.ts";
import {
  accountOf,
  cashOf,
  hasLots,
  type Round,
  settlementAssetOf,
  takersFor,
  vestedCashOf,
  writeBalance,
} from "./round.ts";
import { greatestThat, PARTS } from "./slice.ts";

/**
 * Sells what a managed account without positions owes, gains and losses that have not vested counted in, and `drawnAtoms`
 * that tranches paid for it.
 */
export const sellForDebt = (round: Round, accountId: number, drawnAtoms: bigint): void =>
  sellCollateral(round, accountId, atoms(drawnAtoms - vestedCashOf(round, accountId)));

/** Sells asset by asset, what is of the settlement asset's currency first, then in order of their ids, until `owed` is paid or nothing is left that has a price and `maySell`. */
export function sellCollateral(
  round: Round,
  accountId: number,
  owed: Atoms,
  maySell: (assetId: number) => boolean = () => true,
): void {
  let left = owed;
  for (const assetId of inOrder(round, accountOf(round, accountId))) {
    if (assetId !== round.settlementAssetId && maySell(assetId)) left = sellAsset(round, accountId, assetId, left);
  }
}

/** What is the same money in another vault goes first: it is worth what is owed, and is swapped where other things are sold (LIQ-097). */
function inOrder({ house, settlementAssetId }: Round, { balances }: AccountRow): number[] {
  const currency = house.state.locations.get(settlementAssetId)?.currency;
  const isOther = (assetId: number): number =>
    currency !== undefined && house.state.locations.get(assetId)?.currency === currency ? 0 : 1;
  const assetIds = balances.map(({ assetId }) => assetId);
  return assetIds.sort((left, right) => isOther(left) - isOther(right) || left - right);
}

/** To the backstops in order of their ids, as much as each has cash for; returns what is still owed. */
function sellAsset(round: Round, accountId: number, assetId: number, owed: Atoms): Atoms {
  let left = owed;
  for (const { accountId: buyerId } of takersFor(round, accountId)) {
    if (left <= 0n) break;
    const sale = keptSaleOf(round, accountId, assetId, left, cashOf(round, buyerId));
    if (sale === null) continue;
    round.house.emit({
      type: "CollateralLiquidated",
      accountId,
      backstopAccountId: buyerId,
      assetId,
      ...sale,
      cashAfterAtoms: atoms(cashOf(round, accountId) + sale.proceedsAtoms),
      backstopCashAfterAtoms: atoms(cashOf(round, buyerId) - sale.proceedsAtoms),
    });
    left = atoms(left - sale.proceedsAtoms);
  }
  return left;
}

/** As much of the sale as raises no margin: what hedges is not sold from under what it hedges (LIQ-061). */
function keptSaleOf(round: Round, accountId: number, assetId: number, owed: Atoms, cash: Atoms): Sale | null {
  const { margin, state } = round.house;
  const account = accountOf(round, accountId);
  const held = balanceOf(account, assetId);
  const saleOfParts = (parts: number) =>
    saleOf(round, held, assetId, atoms((owed * BigInt(parts)) / BigInt(PARTS)), cash);
  if (!hasLots(round, account)) return saleOfParts(PARTS);
  const before = margin.assess(state, account);
  const kept = greatestThat(PARTS, (parts) => {
    const sale = saleOfParts(parts);
    if (sale === null) return true;
    const sold = withBalance(account, assetId, atoms(held - sale.amountAtoms));
    const cashAfter = atoms(balanceOf(account, round.settlementAssetId) + sale.proceedsAtoms);
    return isRatioKept(before, margin.assess(state, withBalance(sold, round.settlementAssetId, cashAfter)));
  });
  return saleOfParts(kept);
}

interface Sale {
  readonly amountAtoms: Atoms;
  readonly proceedsAtoms: Atoms;
}

/**
 * The least amount that brings in what is owed, or the most that `cash` buys; null if that is nothing.
 *
 * The proceeds are the value that leaves the account, so that its equity does not move by an atom.
 */
function saleOf(round: Round, held: Atoms, assetId: number, owed: Atoms, cash: Atoms): Sale | null {
  const value = worthOf(round, assetId, held);
  const target = minOf(minOf(owed, cash), value);
  if (target <= 0n) return null;
  const whole = divUp(held * target, value);
  for (const amount of [whole, whole - 1n, whole - 2n]) {
    const amountAtoms = atoms(amount);
    const proceedsAtoms = atoms(value - worthOf(round, assetId, atoms(held - amountAtoms)));
    if (proceedsAtoms > 0n && proceedsAtoms <= cash) return { amountAtoms, proceedsAtoms };
  }
  return null;
}

/** What an amount is worth to the segment now, haircut taken; zero while no price of it is beyond doubt: nothing is sold on another. */
function worthOf({ house, segmentId, settlementAssetId }: Round, assetId: number, amountAtoms: Atoms): Atoms {
  if (amountAtoms <= 0n || !isSellable(house.state, settlementAssetId, assetId)) return atoms(0n);
  const segment = mustGet(house.state.segments, segmentId);
  return balanceValueAtoms(house.state, segment, assetId, amountAtoms, houseOf(house.state).timeMs);
}

export const evolveCollateralLiquidated: Evolve<"CollateralLiquidated"> = (state, event) => {
  const { accountId, backstopAccountId, assetId, amountAtoms } = event;
  const settlementAssetId = settlementAssetOf(state, accountId);
  const seller = mustGet(state.accounts, accountId);
  const buyer = mustGet(state.accounts, backstopAccountId);
  const left = atoms(balanceOf(seller, assetId) - amountAtoms);
  const bought = atoms(balanceOf(buyer, assetId) + amountAtoms);
  writeBalance(state, accountId, assetId, left);
  writeBalance(state, backstopAccountId, assetId, bought);
  writeBalance(state, accountId, settlementAssetId, event.cashAfterAtoms);
  writeBalance(state, backstopAccountId, settlementAssetId, event.backstopCashAfterAtoms);
};

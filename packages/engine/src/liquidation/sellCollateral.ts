/**
 * Collateral of a managed account without positions is sold to the backstop at its value, only what is owed (LIQ-007).
 *
 * The price is the collateral's value after its haircut; the haircut is what the backstop earns for carrying it.
 *
 * @module
 */
import { AccountRole } from "@novate/codec";
import { atoms, divUp, minOf } from "@novate/num";
import { balanceOf, withBalance } from "../account/balances.ts";
import { balanceValueAtoms } from "../collateral/value.ts";
import type { Evolve } from "../command/evolve.ts";
import type { House } from "../house.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { settlementAssetOf } from "./closeOut.ts";

/** Sells asset by asset, in order of their ids, until the account's cash is not negative or nothing is left to sell. */
export function sellCollateral(house: House, accountId: number): void {
  const settlementAssetId = settlementAssetOf(house.state, accountId);
  const account = mustGet(house.state.accounts, accountId);
  const segment = mustGet(house.state.segments, account.segmentId);
  const { timeMs } = houseOf(house.state);
  for (const { assetId, amountAtoms } of account.balances) {
    const cash = balanceOf(mustGet(house.state.accounts, accountId), settlementAssetId);
    if (cash >= 0n) return;
    if (assetId === settlementAssetId || amountAtoms <= 0n) continue;
    const value = balanceValueAtoms(house.state, segment, assetId, amountAtoms, timeMs);
    if (value <= 0n) continue;
    sellOne(house, accountId, settlementAssetId, { assetId, heldAtoms: amountAtoms, value, owed: -cash });
  }
}

interface Sale {
  readonly assetId: number;
  readonly heldAtoms: bigint;
  /** What all of it is worth, haircut taken. */
  readonly value: bigint;
  readonly owed: bigint;
}

/** Finds a backstop with the cash; without one the collateral stays with the account until a later block. */
function sellOne(house: House, accountId: number, settlementAssetId: number, sale: Sale): void {
  const proceeds = atoms(minOf(sale.owed, sale.value));
  const amount = atoms(minOf(divUp(sale.heldAtoms * proceeds, sale.value), sale.heldAtoms));
  const account = mustGet(house.state.accounts, accountId);
  for (const backstop of house.state.accounts.values()) {
    if (backstop.role !== AccountRole.backstop || backstop.segmentId !== account.segmentId) continue;
    const cash = balanceOf(backstop, settlementAssetId);
    if (cash < proceeds) continue;
    house.emit({
      type: "CollateralLiquidated",
      accountId,
      backstopAccountId: backstop.accountId,
      assetId: sale.assetId,
      amountAtoms: amount,
      proceedsAtoms: proceeds,
      cashAfterAtoms: atoms(balanceOf(account, settlementAssetId) + proceeds),
      backstopCashAfterAtoms: atoms(cash - proceeds),
    });
    return;
  }
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

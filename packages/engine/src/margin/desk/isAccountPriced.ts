/**
 * Whether everything an account has can be priced right now (INV-013).
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { isMarkFresh } from "../../ledger/isMarkFresh.ts";
import { priceOf } from "../../ledger/price.ts";
import { houseOf, mustGet, type StateView } from "../../state/state.ts";

/** Every position has a fresh mark, and every asset beside the settlement asset a price. */
export function isAccountPriced(state: StateView, account: AccountRow): boolean {
  const { timeMs } = houseOf(state);
  const { settlementAssetId } = mustGet(state.segments, account.segmentId);
  const collateral = account.balances.filter(({ assetId }) => assetId !== settlementAssetId);
  // Collateral is valued in the settlement asset, so that its price is missed as much as the collateral's own.
  const isValued = collateral.length === 0 || priceOf(state, settlementAssetId, timeMs) !== null;
  return (
    isValued &&
    account.positions.every(({ instrumentId }) => isMarkFresh(state, instrumentId, timeMs)) &&
    collateral.every(({ assetId }) => priceOf(state, assetId, timeMs) !== null)
  );
}

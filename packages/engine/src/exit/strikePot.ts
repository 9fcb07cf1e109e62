/**
 * What an atom of an asset in exit is worth in each segment: one number for who is owed and who owes (EXIT-114).
 *
 * @module
 */
import type { ExitPotRow, SegmentRow } from "@novate/codec";
import { PPM_ONE, ZERO_ATOMS } from "@novate/num";
import { isHeldBack } from "../ledger/heldBack.ts";
import { impairedPpm } from "../ledger/impairment.ts";
import { isCollateralKnown } from "../ledger/known.ts";
import { pricedFeedOf, priceOf, rateAt } from "../ledger/price.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

/** Segments that count the asset as collateral, and do not settle in it; by id. */
export const segmentsWith = (state: StateView, assetId: number): SegmentRow[] =>
  [...state.collaterals.values()]
    .filter(({ spec }) => spec.assetId === assetId)
    .map(({ spec }) => mustGet(state.segments, spec.segmentId))
    .filter(({ settlementAssetId }) => settlementAssetId !== assetId)
    .sort((left, right) => left.segmentId - right.segmentId);

export const isPriceSure = (state: StateView, settlementAssetId: number, assetId: number): boolean =>
  isCollateralKnown(state, settlementAssetId, assetId) &&
  ![settlementAssetId, assetId].some((id) => isHeldBack(pricedFeedOf(state, id)!)); // both are known

/** The middle of both prices, less what the vault lacks: one number for who is owed and who owes. Worth nothing without a price. */
export function potOf(state: StateView, { segmentId, settlementAssetId }: SegmentRow, assetId: number): ExitPotRow {
  const [price, unit] = [priceOf(state, assetId), priceOf(state, settlementAssetId)];
  const rate =
    price === null || unit === null
      ? { numerator: 0n, denominator: 1n }
      : rateAt(state, { assetId, ...price }, { assetId: settlementAssetId, ...unit });
  return {
    segmentId,
    assetId,
    numerator: rate.numerator * (PPM_ONE - impairedPpm(state, assetId)),
    denominator: rate.denominator * PPM_ONE,
    potAtoms: ZERO_ATOMS,
    lackAtoms: ZERO_ATOMS,
    debtCursor: 0,
    walk: null,
    restsUntilMs: houseOf(state).timeMs,
    isClosed: false,
  };
}

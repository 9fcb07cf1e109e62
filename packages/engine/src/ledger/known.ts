/**
 * Which parts of an account are known right now: fresh marks, and assets with a fresh price (INV-013, LIQ-020).
 *
 * What is unknown still counts, at the ends of its interval; nothing of it is sliced, netted, torn up or sold.
 *
 * @module
 */
import type { AccountRow, Position } from "@novate/codec";
import { houseOf, mustGet, type StateView } from "../state/state.ts";
import { priceAge } from "./interval.ts";
import { isMarkFresh } from "./isMarkFresh.ts";
import { isPriceKnown } from "./price.ts";

/** Whether positions of the instrument may be acted on at its mark. */
export const isPositionKnown = (state: StateView, { instrumentId }: { readonly instrumentId: number }): boolean =>
  isMarkFresh(state, instrumentId, houseOf(state).timeMs);

/** Whether the price of a position is missing, and not for longer than the term: what leaves waits for it. */
export function isUnknownWithinTerm(state: StateView, instrumentId: number): boolean {
  if (isPositionKnown(state, { instrumentId })) return false;
  const { segmentId, spec } = mustGet(state.instruments, instrumentId);
  const feed = mustGet(state.feeds, mustGet(state.underlyings, spec.underlyingId).spec.indexFeedId);
  const { atMs } = mustGet(state.markets, instrumentId).mark ?? { atMs: 0 };
  const { unknownTermMs } = mustGet(state.segments, segmentId).parameters.oracle;
  return priceAge(feed, atMs, houseOf(state).timeMs).overdueMs <= unknownTermMs;
}

/** Whether it has been missing for longer: the market then waits for its settlement (SETL-032). */
export const isUnknownBeyondTerm = (state: StateView, instrumentId: number): boolean =>
  !isPositionKnown(state, { instrumentId }) && !isUnknownWithinTerm(state, instrumentId);

/** Whether an asset may be sold at its value: collateral is valued in the settlement asset, so that both prices count. */
export function isCollateralKnown(state: StateView, settlementAssetId: number, assetId: number): boolean {
  const { timeMs } = houseOf(state);
  return isPriceKnown(state, settlementAssetId, timeMs) && isPriceKnown(state, assetId, timeMs);
}

/** Every position is known, and every asset beside the settlement asset. `isKnown`: who has the answer at hand for a position. */
export function isAccountKnown(
  state: StateView,
  account: AccountRow,
  isKnown = (position: Position) => isPositionKnown(state, position),
): boolean {
  const { settlementAssetId } = mustGet(state.segments, account.segmentId);
  return (
    account.positions.every(isKnown) &&
    account.balances.every(
      ({ assetId }) => assetId === settlementAssetId || isCollateralKnown(state, settlementAssetId, assetId),
    )
  );
}

/** The account with its known positions alone; itself where all are. */
export function withKnownPositions(state: StateView, account: AccountRow): AccountRow {
  const known = account.positions.filter((position) => isPositionKnown(state, position));
  return known.length === account.positions.length ? account : { ...account, positions: known };
}

/** What of the account is unknown: its other positions and assets are left out. */
export function unknownOf(state: StateView, account: AccountRow): AccountRow {
  const { settlementAssetId } = mustGet(state.segments, account.segmentId);
  return {
    ...account,
    positions: account.positions.filter((position) => !isPositionKnown(state, position)),
    balances: account.balances.filter(
      ({ assetId }) => assetId !== settlementAssetId && !isCollateralKnown(state, settlementAssetId, assetId),
    ),
  };
}

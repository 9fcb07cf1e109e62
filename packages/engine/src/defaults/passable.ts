/**
 * What of an account may pass at its mark now, or be sold at its value (LIQ-020, LIQ-077, LIQ-079).
 *
 * While a jump waits for its second word the mark is one that the house has been told is gone: whoever passes at it is paid the jump
 * by whoever stands opposite. A wait is short: the next word confirms it or takes it back, and a feed that falls silent is unknown soon.
 *
 * @module
 */

import { type AccountRow, InstrumentStatus } from "@novate/codec";
import { ruleOf } from "../instrument/rules.ts";
import { isHeldBack } from "../ledger/heldBack.ts";
import { impairedPpm } from "../ledger/impairment.ts";
import { isCollateralKnown, isPositionKnown } from "../ledger/known.ts";
import { pricedFeedOf } from "../ledger/price.ts";
import { isExitedAsset } from "../ledger/vaultExit.ts";
import { mustGet, type StateView } from "../state/state.ts";

/** Whether a jump of a price that the instrument's mark is made of waits; what is settled waits for nothing. */
export function isMarkInDoubt(state: StateView, instrumentId: number): boolean {
  if (mustGet(state.markets, instrumentId).status === InstrumentStatus.settled) return false;
  const { underlyingId, terms } = mustGet(state.instruments, instrumentId).spec;
  if (isHeldBack(mustGet(state.feeds, mustGet(state.underlyings, underlyingId).spec.indexFeedId))) return true;
  const feedId = ruleOf(terms).relativeFeedOf(terms);
  const feed = feedId === null ? undefined : state.feeds.get(feedId);
  return feed !== undefined && isHeldBack(feed);
}

/** Whether positions of the instrument may be crossed, sliced or torn up. */
export const isPassable = (state: StateView, { instrumentId }: { readonly instrumentId: number }): boolean =>
  isPositionKnown(state, { instrumentId }) && !isMarkInDoubt(state, instrumentId);

/**
 * Whether an asset may be sold: its price is known, no jump of it or of the settlement asset's waits, and its token can be had in
 * whole (LIQ-098). The haircut of what is held follows an impairment by its steps, and a backstop would pay for what is gone.
 */
export const isSellable = (state: StateView, settlementAssetId: number, assetId: number): boolean =>
  impairedPpm(state, assetId) === 0n &&
  !isExitedAsset(state, assetId) &&
  isCollateralKnown(state, settlementAssetId, assetId) &&
  ![settlementAssetId, assetId].some((id) => isHeldBack(pricedFeedOf(state, id)!)); // both are known

/** The account with those of its positions alone that may pass; itself where all may. */
export function withPassablePositions(state: StateView, account: AccountRow): AccountRow {
  const passable = account.positions.filter((position) => isPassable(state, position));
  return passable.length === account.positions.length ? account : { ...account, positions: passable };
}

/** Whether all that is known of the account's positions waits: its turn is the block that hears the next word. */
export const isWaitingForWord = (state: StateView, { positions }: AccountRow): boolean => {
  const known = positions.filter((position) => position.lots !== 0n && isPositionKnown(state, position));
  return known.length > 0 && known.every((position) => !isPassable(state, position));
};

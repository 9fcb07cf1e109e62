/**
 * What each forward and each premium feed is worth in units of the index, kept for when it goes quiet (ORCL-112, ORCL-113).
 *
 * Two prices are compared only where both were confirmed: an index from before a move that the forward has made would say that
 * they stand apart.
 *
 * @module
 */
import type { UnderlyingRow } from "@novate/codec";
import { mulDivDown } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { inUnitsOf, RATIO_E9 } from "../gate/forwardView.ts";
import { relativeFeedsAmong } from "../instrument/rules.ts";
import { isHeldBack } from "../ledger/heldBack.ts";
import { isFeedFresh } from "../ledger/isFeedFresh.ts";
import { houseOf, mustGet } from "../state/state.ts";

/** Beyond what any forward is worth in units of its index; within what the row holds. */
const MOST_RATIO_E9 = 2n ** 100n;

/**
 * In a block that confirms the index: of every such feed that was confirmed in it, or since its last ratio and is fresh.
 * Neither while a jump of either waits. Work: contracts.
 */
export function setForwardRatios(house: House, { spec }: UnderlyingRow): void {
  const { state } = house;
  const { timeMs } = houseOf(state);
  const index = mustGet(state.feeds, spec.indexFeedId);
  if (index.aggregatedAtMs !== timeMs || isHeldBack(index)) return;
  for (const feedId of relativeFeedsAmong(house.derived.listings.of(spec.underlyingId))) {
    const feed = state.feeds.get(feedId);
    if (feed === undefined || !isFeedFresh(feed, timeMs) || isHeldBack(feed)) continue;
    if (feed.aggregatedAtMs <= feed.ratioAtMs) continue; // has its ratio: the index alone has moved since
    const ratioE9 = mulDivDown(inUnitsOf(index, feed), RATIO_E9, index.value);
    if (ratioE9 > 0n && ratioE9 <= MOST_RATIO_E9)
      house.emit({ type: "ForwardRatioSet", feedId: feed.spec.feedId, ratioE9, ratioAtMs: timeMs });
  }
}

export const evolveForwardRatioSet: Evolve<"ForwardRatioSet"> = (state, { feedId, ratioE9, ratioAtMs }) => {
  state.feeds.put({ ...mustGet(state.feeds, feedId), ratioE9, ratioAtMs });
};

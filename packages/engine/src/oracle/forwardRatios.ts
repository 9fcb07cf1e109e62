/**
 * What each forward is worth in units of the index, kept for when its feed goes quiet (ORCL-112, ORCL-113).
 *
 * @module
 */
import type { UnderlyingRow } from "@novate/codec";
import { mulDivDown } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { inUnitsOf, RATIO_E9 } from "../gate/forwardView.ts";
import { datedAmong } from "../instrument/rules.ts";
import { isFeedFresh } from "../ledger/isFeedFresh.ts";
import { houseOf, mustGet } from "../state/state.ts";

/** Beyond what any forward is worth in units of its index; within what the row holds. */
const MOST_RATIO_E9 = 2n ** 100n;

/** Of every forward that was confirmed in this block, while the index is fresh and none of its jumps waits. Work: contracts. */
export function setForwardRatios(house: House, { spec }: UnderlyingRow): void {
  const { state } = house;
  const { timeMs } = houseOf(state);
  const index = mustGet(state.feeds, spec.indexFeedId);
  if (!isFeedFresh(index, timeMs) || index.pendingAtMs > index.aggregatedAtMs) return; // held back: no price to compare with
  for (const { forwardFeedId } of datedAmong(house.derived.listings.of(spec.underlyingId))) {
    const feed = forwardFeedId === null ? undefined : state.feeds.get(forwardFeedId);
    if (feed === undefined || feed.aggregatedAtMs !== timeMs || feed.ratioAtMs === timeMs) continue;
    const ratioE9 = mulDivDown(inUnitsOf(index, feed), RATIO_E9, index.value);
    if (ratioE9 > 0n && ratioE9 <= MOST_RATIO_E9)
      house.emit({ type: "ForwardRatioSet", feedId: feed.spec.feedId, ratioE9, ratioAtMs: timeMs });
  }
}

export const evolveForwardRatioSet: Evolve<"ForwardRatioSet"> = (state, { feedId, ratioE9, ratioAtMs }) => {
  state.feeds.put({ ...mustGet(state.feeds, feedId), ratioE9, ratioAtMs });
};

/**
 * The forward of an expiry: its own feed where there is a fresh one, else the index.
 *
 * @module
 */
import type { FeedRow, InstrumentRow } from "@novate/codec";
import { isFeedFresh } from "../ledger/isFeedFresh.ts";
import type { StateView } from "../state/state.ts";
import { feedToQuote } from "./units.ts";

export function forwardOf(state: StateView, index: FeedRow, instrument: InstrumentRow, timeMs: number): number {
  const feed = state.feeds.get(instrument.spec.forwardFeedId);
  return feed !== undefined && isFeedFresh(feed, timeMs)
    ? feedToQuote(feed, feed.value)
    : feedToQuote(index, index.value);
}

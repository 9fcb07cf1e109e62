/**
 * The forwards of an underlying's expiries: one an expiry, so that every contract of it is marked and margined on the same.
 *
 * @module
 */
import type { FeedRow } from "@novate/codec";
import { isFeedFresh } from "../ledger/isFeedFresh.ts";
import type { StateView } from "../state/state.ts";

/** When a contract ends, and the feed of its forward, if it names one. */
export interface Dated {
  readonly expiryMs: number;
  readonly forwardFeedId: number | null;
}

/** By expiry, the feed whose price is its forward; null where none is fresh and the index stands in. */
export type Forwards = ReadonlyMap<number, FeedRow | null>;

/** A listing refuses a second feed for one expiry, so that the order of `contracts` does not matter. */
export function forwardsOf(state: StateView, contracts: readonly Dated[], timeMs: number): Forwards {
  const forwards = new Map<number, FeedRow | null>();
  for (const { expiryMs, forwardFeedId } of contracts) {
    const feed = forwardFeedId === null ? undefined : state.feeds.get(forwardFeedId);
    if (feed !== undefined && isFeedFresh(feed, timeMs)) forwards.set(expiryMs, feed);
    else if (!forwards.has(expiryMs)) forwards.set(expiryMs, null);
  }
  return forwards;
}

/**
 * The forwards of an underlying's expiries: one an expiry, so that every contract of it is marked and margined on the same.
 *
 * @module
 */
import type { FeedRow } from "@novate/codec";
import { mulDivDown } from "@novate/num";
import { isFeedFresh } from "../ledger/isFeedFresh.ts";
import type { StateView } from "../state/state.ts";

/** When a contract ends, and the feed of its forward, if it names one. */
export interface Dated {
  readonly expiryMs: number;
  readonly forwardFeedId: number | null;
}

/** By expiry, the forward in units of the index feed. No entry: a feed is named that has never said anything. */
export type Forwards = ReadonlyMap<number, bigint>;

/** One forward in units of the index is so many of these. */
export const RATIO_E9 = 1_000_000_000n;

/**
 * The fresh price of the expiry's feed; the index times its last ratio while that is quiet (ORCL-112); the index where no
 * contract names a feed. A listing refuses a second feed for one expiry, so that the order of `contracts` does not matter.
 */
export function forwardsOf(state: StateView, index: FeedRow, contracts: readonly Dated[], timeMs: number): Forwards {
  const feedIds = new Map<number, number | null>();
  for (const { expiryMs, forwardFeedId } of contracts)
    feedIds.set(expiryMs, forwardFeedId ?? feedIds.get(expiryMs) ?? null);
  const forwards = new Map<number, bigint>();
  for (const [expiryMs, feedId] of feedIds) {
    const value = feedId === null ? index.value : forwardOf(state, index, feedId, timeMs);
    if (value !== null) forwards.set(expiryMs, value);
  }
  return forwards;
}

function forwardOf(state: StateView, index: FeedRow, feedId: number, timeMs: number): bigint | null {
  const feed = state.feeds.get(feedId);
  if (feed === undefined) return null;
  if (isFeedFresh(feed, timeMs)) return inUnitsOf(index, feed);
  return feed.ratioAtMs === 0 ? null : mulDivDown(index.value, feed.ratioE9, RATIO_E9);
}

/** The feed's price in units of `index`, rounded down where those are coarser. */
export const inUnitsOf = (index: FeedRow, feed: FeedRow): bigint =>
  mulDivDown(feed.value, 10n ** BigInt(index.spec.decimals), 10n ** BigInt(feed.spec.decimals));

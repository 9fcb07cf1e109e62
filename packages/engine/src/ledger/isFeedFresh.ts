/**
 * Whether a feed has a price that counts.
 *
 * @module
 */
import type { FeedRow } from "@novate/codec";

/** Whether the feed's aggregate may be used as a price at `timeMs` (INV-013). */
export const isFeedFresh = (feed: FeedRow, timeMs: number): boolean =>
  feed.aggregatedAtMs > 0 && timeMs - feed.aggregatedAtMs <= feed.spec.maxAgeMs;

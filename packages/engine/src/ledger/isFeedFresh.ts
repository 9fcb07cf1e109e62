/**
 * Whether a feed has a price that counts.
 *
 * @module
 */
import type { FeedRow } from "@novate/codec";
import { wasClosedSince } from "./sessions.ts";

/** Whether what was confirmed at `confirmedAtMs` still stands: young enough, and its market open ever since (ORCL-066). */
export const isYoung = ({ spec }: Pick<FeedRow, "spec">, confirmedAtMs: number, timeMs: number): boolean =>
  timeMs - confirmedAtMs <= spec.maxAgeMs && !wasClosedSince(spec.sessions, confirmedAtMs, timeMs);

/** Whether the feed's aggregate may be used as a price at `timeMs` (INV-013). */
export const isFeedFresh = (feed: FeedRow, timeMs: number): boolean =>
  feed.aggregatedAtMs > 0 && isYoung(feed, feed.aggregatedAtMs, timeMs);

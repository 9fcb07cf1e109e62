/**
 * Whether a feed has said something that its price does not follow yet.
 *
 * @module
 */
import type { FeedRow } from "@novate/codec";

/** Whether a jump waits for its second word: what the row has as the price is in doubt (ORCL-007). */
export const isHeldBack = ({ pendingAtMs, aggregatedAtMs }: Pick<FeedRow, "pendingAtMs" | "aggregatedAtMs">): boolean =>
  pendingAtMs > aggregatedAtMs;

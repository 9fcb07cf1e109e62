/**
 * Which observations count as a price at all (ORCL-001 … ORCL-003).
 *
 * @module
 */
import type { FeedRow, FeedSource, Observation } from "@novate/codec";
import type { RefusalCode } from "../command/refusals.ts";

/** A publisher's clock may run ahead of the block's by this much. */
export const CLOCK_SKEW_MS = 2_000;

/** Why an observation is no price, or null if it is one. */
export function faultOfObservation(
  feed: FeedRow,
  last: FeedSource | undefined,
  observation: Observation,
  timeMs: number,
): RefusalCode | null {
  const { minimum, maximum } = feed.spec;
  const { value, confidence, publishedAtMs } = observation;
  if (last !== undefined && publishedAtMs <= last.publishedAtMs) return "ObservationNotNewer";
  if (publishedAtMs > timeMs + CLOCK_SKEW_MS) return "ObservationFromFuture";
  if (value <= 0n || confidence < 0n || value <= minimum || value >= maximum) return "ValueOutOfBounds";
  return null;
}

/** Whether a source's last word still counts at `timeMs`: young enough, and not frozen beyond its heartbeat. */
export const isFresh = (feed: FeedRow, source: FeedSource, timeMs: number): boolean =>
  timeMs - source.publishedAtMs <= feed.spec.maxAgeMs &&
  source.publishedAtMs - source.changedAtMs <= feed.spec.heartbeatMs;

/** The source row that the observation makes. */
export const sourceFrom = (
  publisherId: number,
  last: FeedSource | undefined,
  observation: Observation,
): FeedSource => ({
  publisherId,
  value: observation.value,
  confidence: observation.confidence,
  publishedAtMs: observation.publishedAtMs,
  changedAtMs: last !== undefined && last.value === observation.value ? last.changedAtMs : observation.publishedAtMs,
});

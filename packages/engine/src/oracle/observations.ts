/**
 * Which observations count as a price at all (ORCL-018, ORCL-002, ORCL-003, ORCL-020, ORCL-021).
 *
 * @module
 */
import { type FeedRow, type FeedSource, type Observation, type Refusal, refusal } from "@novate/codec";
import { isYoung } from "../ledger/isFeedFresh.ts";

/** A publisher's clock may run ahead of the block's by this much. */
export const CLOCK_SKEW_MS = 2_000;

/** Why an observation is no price, or null if it is one. */
export function faultOfObservation(
  feed: FeedRow,
  last: FeedSource | undefined,
  observation: Observation,
  timeMs: number,
): Refusal | null {
  const { minimum, maximum } = feed.spec;
  const { feedId, value, confidence, publishedAtMs } = observation;
  const latestMs = timeMs + CLOCK_SKEW_MS;
  if (last !== undefined && publishedAtMs <= last.publishedAtMs)
    return refusal("ObservationNotNewer", { feedId, publishedAtMs });
  if (publishedAtMs > latestMs) return refusal("ObservationFromFuture", { feedId, publishedAtMs, latestMs });
  if (value <= 0n || confidence < 0n || value <= minimum || value >= maximum)
    return refusal("ValueOutOfBounds", { feedId, value, confidence });
  return null;
}

/** Whether a source's last word still counts at `timeMs`: young enough, of this session, and not frozen beyond its heartbeat. */
export const isFresh = (feed: FeedRow, source: FeedSource, timeMs: number): boolean =>
  isYoung(feed, source.publishedAtMs, timeMs) && source.publishedAtMs - source.changedAtMs <= feed.spec.heartbeatMs;

/** The source row that the observation makes; how it stood to the others stays, but for a long silence. */
export const sourceFrom = (
  publisherId: number,
  maxAgeMs: number,
  last: FeedSource | undefined,
  observation: Observation,
  heardAtMs: number,
): FeedSource => ({
  publisherId,
  value: observation.value,
  confidence: observation.confidence,
  publishedAtMs: observation.publishedAtMs,
  changedAtMs: last !== undefined && last.value === observation.value ? last.changedAtMs : observation.publishedAtMs,
  heardAtMs,
  apartSinceMs: last?.apartSinceMs ?? 0,
  agreesSinceMs: last === undefined || heardAtMs - last.heardAtMs > maxAgeMs ? 0 : last.agreesSinceMs,
});

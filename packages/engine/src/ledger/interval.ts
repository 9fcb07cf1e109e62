/**
 * One interval a price: where the price may stand, given when it was last confirmed (ORCL-060 … ORCL-063).
 *
 * The middle is the last confirmed price. It reaches to what the price may have been at that confirmation, and once it is
 * overdue by R·√(t/T) of it beyond: R a range over the time T, t the time since the price ceased to be fresh, counted while
 * its market is open. So an interval begins to widen at nothing, and nobody's equity jumps at the instant at which a feed
 * falls late. While its market is closed, and until a price from after it, a price reaches as far as that may move meanwhile.
 *
 * @module
 */
import type { FeedRow } from "@novate/codec";
import { maxOf, minOf, mulDivUp, PPM_ONE, type Ppm, ppm, sqrtDown } from "@novate/num";
import { closesWithin, isInSession, openMsBetween, reopeningsWithin, wasClosedSince } from "./sessions.ts";

/** In units of a feed; `low` is never below zero. */
export interface Interval {
  readonly low: bigint;
  readonly middle: bigint;
  readonly high: bigint;
}

/** A range that a price moves in over some time, as a part of the price. */
export interface Range {
  readonly rangePpm: bigint;
  readonly periodMs: number;
}

/** How old a price is, as intervals count it. */
export interface PriceAge {
  /** The time since it ceased to be fresh, while its market was open; zero while it is fresh. */
  readonly overdueMs: number;
  /** What it may move while its market is closed: now, or at some time since; zero if it was open throughout. */
  readonly closedRangePpm: bigint;
}

/** The age at `timeMs` of what was confirmed at `confirmedAtMs`. */
export function priceAge({ spec }: Pick<FeedRow, "spec">, confirmedAtMs: number, timeMs: number): PriceAge {
  const openMs = openMsBetween(spec.sessions, Math.min(confirmedAtMs, timeMs), timeMs);
  return {
    overdueMs: Math.max(0, openMs - spec.maxAgeMs),
    closedRangePpm: wasClosedSince(spec.sessions, confirmedAtMs, timeMs) ? spec.sessions.closedRangePpm : 0n,
  };
}

/** What may be held against a price of this age: a closing within `aheadMs` counts as if it had begun (ORCL-067). */
export const ageAhead = ({ spec }: Pick<FeedRow, "spec">, age: PriceAge, timeMs: number, aheadMs: number): PriceAge =>
  closesWithin(spec.sessions, timeMs, aheadMs) ? { ...age, closedRangePpm: spec.sessions.closedRangePpm } : age;

/** What a price may move over a closing that is due within `withinMs`; zero while its market is closed already. */
export const dueRangePpm = ({ spec: { sessions } }: Pick<FeedRow, "spec">, timeMs: number, withinMs: number): bigint =>
  isInSession(sessions, timeMs) && closesWithin(sessions, timeMs, withinMs) ? sessions.closedRangePpm : 0n;

/**
 * When a price of this age may be found to have jumped by its closed range: now, where a closing is behind it and no word came
 * since, and at each opening after a closing that has begun or begins within `aheadMs`. Ascending.
 */
export function gapsAtMs({ spec }: Pick<FeedRow, "spec">, age: PriceAge, timeMs: number, aheadMs: number): number[] {
  const isWordDue = age.closedRangePpm > 0n && isInSession(spec.sessions, timeMs);
  return [...(isWordDue ? [timeMs] : []), ...reopeningsWithin(spec.sessions, timeMs, aheadMs)];
}

/** The same age without what a closed market may move: an account's other losses are no smaller for it (LIQ-075). */
export const ageOpen = ({ overdueMs }: PriceAge): PriceAge => ({ overdueMs, closedRangePpm: 0n });

/** What a price of this age may be away from what it was: the closed range, and R·√(overdue / period), rounded up. */
export function ageSpreadPpm({ rangePpm, periodMs }: Range, { overdueMs, closedRangePpm }: PriceAge): Ppm {
  if (overdueMs === 0) return ppm(closedRangePpm);
  const rootPpm = sqrtDown((BigInt(overdueMs) * PPM_ONE * PPM_ONE) / BigInt(periodMs)) + 1n;
  return ppm(closedRangePpm + mulDivUp(rangePpm, rootPpm, PPM_ONE));
}

/** The interval of a price that was confirmed between `low` and `high`, and reaches to `median`, after `spreadPpm` for its age. */
export function intervalOf(
  { value, low, high }: Pick<FeedRow, "value" | "low" | "high">,
  spreadPpm: Ppm,
  median: bigint = value,
): Interval {
  const spread = mulDivUp(value, spreadPpm, PPM_ONE);
  return {
    low: maxOf(minOf(minOf(low, median), value) - spread, 0n),
    middle: value,
    high: maxOf(maxOf(high, median), value) + spread,
  };
}

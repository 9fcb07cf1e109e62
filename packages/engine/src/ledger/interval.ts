/**
 * One interval a price: where the price may stand, given when it was last confirmed (ORCL-060 … ORCL-063).
 *
 * The middle is the last confirmed price. The half-width is its confidence, and once the price is overdue R·√(t/T) of it:
 * R a range over the time T, t the time since the price ceased to be fresh. So an interval begins to widen at nothing, and
 * nobody's equity jumps at the instant at which a feed falls late.
 *
 * @module
 */
import { maxOf, mulDivUp, PPM_ONE, type Ppm, sqrtDown } from "@novate/num";

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

/** How long a price is overdue: the time since it ceased to be fresh; zero while it is fresh. */
export const overdueMs = (confirmedAtMs: number, maxAgeMs: number, timeMs: number): number =>
  Math.max(0, timeMs - confirmedAtMs - maxAgeMs);

/** R·√(overdue / period), rounded up. */
export function ageSpreadPpm({ rangePpm, periodMs }: Range, overdue: number): Ppm {
  if (overdue === 0) return 0n as Ppm; // nothing, in any unit
  const rootPpm = sqrtDown((BigInt(overdue) * PPM_ONE * PPM_ONE) / BigInt(periodMs)) + 1n;
  return mulDivUp(rangePpm, rootPpm, PPM_ONE) as Ppm;
}

/** The interval of a price confirmed between `low` and `high`, after `spreadPpm` of it for its age. */
export function intervalOf(
  { value, confidence }: { readonly value: bigint; readonly confidence: bigint },
  spreadPpm: Ppm,
): Interval {
  const reach = confidence + mulDivUp(value, spreadPpm, PPM_ONE);
  return { low: maxOf(value - reach, 0n), middle: value, high: value + reach };
}

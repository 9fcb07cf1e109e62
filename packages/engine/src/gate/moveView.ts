/**
 * How far a price moved between two joint samples, by `risk` (FCST-071).
 *
 * @module
 */
import type { MoveEntry } from "@novate/codec";
import { standardisedMoveE6 } from "@novate/risk";
import { feedUnitsToNumber, ppmToFraction } from "./units.ts";

/** The move from `last`, sampled at `sampledAtMs`, to `value` now: millionths of a standard deviation. */
export function moveSince(last: MoveEntry, sampledAtMs: number, value: bigint, timeMs: number): bigint {
  const volAnnual = ppmToFraction(last.volAnnualPpm);
  const before = { price: feedUnitsToNumber(last.value), volAnnual, timeMs: sampledAtMs };
  return BigInt(standardisedMoveE6(before, feedUnitsToNumber(value), timeMs));
}

/**
 * RiskMetrics: an exponentially weighted volatility times the normal quantile.
 *
 * Source: J.P. Morgan, RiskMetrics Technical Document (1996): decay 0.94 a day, a memory of 16 days.
 *
 * @module
 */
import { DAY_MS, exp, ln, normalQuantile, sqrt } from "@novate/num";
import type { PricePoint } from "../history/types.ts";
import type { OnlineMethod } from "./types.ts";

const MEMORY_MS = 16 * DAY_MS;
/** No return is taken over a longer hole. */
const LONGEST_STEP_MS = 3 * DAY_MS;
/** Volatility of 80 % a year until there is a price. */
const INITIAL_VARIANCE_PER_MS = (0.8 * 0.8) / (365 * DAY_MS);

/** Sees each price and answers the standard deviation of a move over `horizonMs`. */
export function createEwmaDeviation(horizonMs: number): (point: PricePoint) => number {
  let variancePerMs = INITIAL_VARIANCE_PER_MS;
  let last: PricePoint | undefined;
  return (point) => {
    const elapsedMs = last === undefined ? 0 : point.timeMs - last.timeMs;
    if (last !== undefined && elapsedMs <= LONGEST_STEP_MS) {
      const logReturn = ln(point.price / last.price);
      const weight = 1 - exp(-elapsedMs / MEMORY_MS);
      variancePerMs += weight * ((logReturn * logReturn) / elapsedMs - variancePerMs);
    }
    last = point;
    return sqrt(variancePerMs * horizonMs);
  };
}

export const ewmaNormal: OnlineMethod = {
  name: "ewma-normal",
  family: "dynamic",
  description: "exponentially weighted volatility (0.94 a day) times the normal quantile",
  start({ coverage, mporMs }) {
    const deviationAt = createEwmaDeviation(mporMs);
    const multiple = normalQuantile(1 - (1 - coverage) / 2);
    return (point) => multiple * deviationAt(point);
  },
};

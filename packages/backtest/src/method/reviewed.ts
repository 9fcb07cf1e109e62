/**
 * SPAN-style static ranges: a price scan range per underlying that stands until the next review.
 *
 * @module
 */
import { DAY_MS, YEAR_MS } from "@novate/num";
import { createMaturity } from "./matured.ts";
import { createSlidingQuantile } from "./slidingQuantile.ts";
import type { OnlineMethod } from "./types.ts";

const REVIEW_MS = 90 * DAY_MS;
/** Ranges are published in half percents. */
const STEP = 0.005;

/** The quantile of the last year, set anew each quarter and rounded up: as a risk committee publishes it. */
export const spanStatic: OnlineMethod = {
  name: "span-static",
  family: "static",
  description: "the quantile of the last year, rounded up to half a percent, reviewed each quarter",
  start({ coverage, mporMs, trainedMs }) {
    const matured = createMaturity<undefined>(mporMs);
    const moves = createSlidingQuantile(YEAR_MS);
    let range = 1;
    let reviewMs = 0;
    return (point) => {
      const move = matured(point, undefined);
      if (move !== undefined) moves.push(point.timeMs, Math.abs(move.move));
      if (point.timeMs < trainedMs || point.timeMs >= reviewMs) {
        range = Math.ceil((moves.at(coverage) ?? 1) / STEP) * STEP;
        reviewMs = point.timeMs + REVIEW_MS;
      }
      return range;
    };
  },
};

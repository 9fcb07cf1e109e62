/**
 * Filtered historical simulation: the year's moves in units of the volatility forecast before them, at today's one.
 *
 * @module
 */
import { YEAR_MS } from "@novate/num";
import { createEwmaDeviation } from "./ewma.ts";
import { createMaturity } from "./matured.ts";
import { createSlidingQuantile } from "./slidingQuantile.ts";
import type { MethodTerms, OnlineMethod, Requirement } from "./types.ts";

/** Until so many residuals are known, a multiple of four stands in. */
const LEAST_RESIDUALS = 100;
const INITIAL_MULTIPLE = 4;

export function startFiltered({ coverage, mporMs }: MethodTerms): Requirement {
  const deviationAt = createEwmaDeviation(mporMs);
  const matured = createMaturity<number>(mporMs);
  const residuals = createSlidingQuantile(YEAR_MS);
  return (point) => {
    const deviation = deviationAt(point);
    const past = matured(point, deviation);
    if (past !== undefined) residuals.push(point.timeMs, Math.abs(past.move) / past.note);
    const multiple = residuals.count() < LEAST_RESIDUALS ? INITIAL_MULTIPLE : residuals.at(coverage)!;
    return multiple * deviation;
  };
}

export const filteredHistorical: OnlineMethod = {
  name: "filtered-historical",
  family: "dynamic",
  description: "today's exponentially weighted volatility times the quantile of the year's residuals",
  start: startFiltered,
};

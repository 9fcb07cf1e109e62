/**
 * Plain historical value at risk: the quantile of the moves of a rolling year.
 *
 * @module
 */
import { YEAR_MS } from "@novate/num";
import { createMaturity } from "./matured.ts";
import { createSlidingQuantile } from "./slidingQuantile.ts";
import type { MethodTerms, OnlineMethod, Requirement } from "./types.ts";

/** The quantile of all moves that ended within the window; 1 before there is one. */
export function startHistorical({ coverage, mporMs }: MethodTerms, windowMs: number): Requirement {
  const matured = createMaturity<undefined>(mporMs);
  const moves = createSlidingQuantile(windowMs);
  return (point) => {
    const move = matured(point, undefined);
    if (move !== undefined) moves.push(point.timeMs, Math.abs(move.move));
    return moves.at(coverage) ?? 1;
  };
}

export const historicalVar: OnlineMethod = {
  name: "historical-var",
  family: "dynamic",
  description: "the quantile of the moves of the last 365 days",
  start: (terms) => startHistorical(terms, YEAR_MS),
};

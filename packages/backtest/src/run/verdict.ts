/**
 * Does our method reach its goal on a history: cover, cost less than every static rule that covers, and rise less than
 * every rule that covers and moves?
 *
 * @module
 */
import { assert } from "@novate/stdx";
import type { BacktestRow } from "./row.ts";

export interface Verdict {
  readonly history: string;
  readonly ours: BacktestRow;
  /** Static rules that cover, the cheapest first. */
  readonly staticRivals: readonly BacktestRow[];
  /** Rules of others that cover and whose requirement ever rose, the calmest first. */
  readonly movingRivals: readonly BacktestRow[];
  readonly hindsight: BacktestRow | undefined;
  readonly isCheaper: boolean;
  readonly isCalmer: boolean;
}

/** Judges the rows of one history. Asserts that our own method is among them. */
export function verdictOf(rows: readonly BacktestRow[]): Verdict {
  const ours = rows.find(({ method }) => method === "novate");
  assert(ours !== undefined, "verdict: the rows are without our method");
  const rivals = rows.filter(({ family, covers }) => covers && (family === "static" || family === "dynamic"));
  const staticRivals = rivals
    .filter(({ family }) => family === "static")
    .sort((left, right) => left.averageMargin - right.averageMargin);
  const movingRivals = rivals
    .filter(({ maxRise5d }) => maxRise5d > 0)
    .sort((left, right) => left.maxRise5d - right.maxRise5d);
  return {
    history: ours.history,
    ours,
    staticRivals,
    movingRivals,
    hindsight: rows.find(({ family }) => family === "hindsight"),
    isCheaper: staticRivals.every(({ averageMargin }) => ours.averageMargin < averageMargin),
    isCalmer: movingRivals.every(({ maxRise5d }) => ours.maxRise5d < maxRise5d),
  };
}

/**
 * How our method stands on one history: whether it covers, in storms too, and how it compares in cost and calm. One history
 * has few storms: what is promised of them is judged over all histories (`stormVerdict.ts`); here stands where it fails.
 *
 * @module
 */
import { assert } from "@novate/stdx";
import type { BacktestRow } from "./row.ts";
import { STANDARD_COVERAGE } from "./run.ts";

export interface Verdict {
  readonly history: string;
  readonly ours: BacktestRow;
  /** Static rules that cover, the cheapest first. */
  readonly staticRivals: readonly BacktestRow[];
  /** Rules of others that cover and whose requirement ever rose, the calmest first. */
  readonly movingRivals: readonly BacktestRow[];
  readonly hindsight: BacktestRow | undefined;
  /** Null where the history has no storm. */
  readonly coversStorms: boolean | null;
  readonly isCheaper: boolean;
  readonly isCalmer: boolean;
}

/** Judges the rows of one history. Asserts that our own method is among them. */
export function verdictOf(rows: readonly BacktestRow[], wanted: number = STANDARD_COVERAGE): Verdict {
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
    coversStorms: ours.storm === null ? null : ours.storm.coverage >= wanted,
    isCheaper: staticRivals.every(({ averageMargin }) => ours.averageMargin < averageMargin),
    isCalmer: movingRivals.every(({ maxRise5d }) => ours.maxRise5d < maxRise5d),
  };
}

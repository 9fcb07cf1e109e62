/**
 * Does our margin hold in a storm? Each goal with its figure and its limit.
 *
 * @module
 */
import type { FreshFigures } from "./fresh.ts";
import type { PooledRow } from "./pooled.ts";

/** Most that calm may cost against `historical-var`, and most that a range may rise in five days. */
const MOST_CALM_COST = 1.05;
const MOST_RISE_5D = 1;
/** Below it the bootstrap rejects. */
const LEAST_P_VALUE = 0.05;
/** What fresh listings promise: their history is no more than their comparables'. */
const FRESH_COVERAGE = 0.993;

export interface StormGoal {
  readonly goal: string;
  /** What was measured and what it is held against, as fractions of one but for `excess`, a sum of them. */
  readonly figure: number;
  readonly limit: number;
  readonly isMet: boolean;
}

/** The goals that the histories and methods at hand can judge, in order; empty without our own method. */
export function stormGoalsOf(pooled: readonly PooledRow[], wanted: number, fresh: FreshFigures | null): StormGoal[] {
  const named = (name: string) => pooled.find(({ method }) => method === name);
  const [ours, charged] = [named("novate"), named("novate-charged")];
  if (ours === undefined) return [];
  return [
    atLeast("forecast: coverage in storms", ours.storm?.coverage, wanted),
    atLeast("charged: coverage in storms", charged?.storm?.coverage, wanted),
    atLeast("charged: coverage in calm", charged?.calm?.coverage, wanted),
    atMost("forecast: calm average over historical-var's", ours.calmCost, MOST_CALM_COST),
    atMost("forecast: rise in five days", ours.maxRise5d, MOST_RISE_5D),
    atMost(
      "forecast: rise in thirty days, filtered-historical's",
      ours.maxRise30d,
      named("filtered-historical")?.maxRise30d,
    ),
    atLeast("named crises: p-value of the promise by the bootstrap", ours.named?.bootstrap.pValue, LEAST_P_VALUE),
    atMost("named crises: excess, emir-floor's", ours.named?.excess, named("emir-floor")?.named?.excess),
    atLeast("fresh listings: coverage in storms", fresh?.storm?.coverage, FRESH_COVERAGE),
  ].flat();
}

type Measured = number | null | undefined;

const isNumber = (value: Measured): value is number => typeof value === "number";

const atLeast = (goal: string, figure: Measured, limit: Measured): StormGoal[] =>
  isNumber(figure) && isNumber(limit) ? [{ goal, figure, limit, isMet: figure >= limit }] : [];

const atMost = (goal: string, figure: Measured, limit: Measured): StormGoal[] =>
  isNumber(figure) && isNumber(limit) ? [{ goal, figure, limit, isMet: figure <= limit }] : [];

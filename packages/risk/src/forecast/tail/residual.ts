/**
 * Filtered history: how large moves were in units of what was required for them. Its tail quantile is the multiple
 * that turns a volatility into a scan range, in place of an assumed distribution.
 *
 * Source: G. Barone-Adesi, K. Giannopoulos, L. Vosper, J. Futures Markets 19 (1999), filtered historical simulation.
 *
 * @module
 */
import { powReal, sqrt } from "@novate/num";
import type { ForecastParameters } from "../rule/parameters.ts";
import { addTo, binOf, type Counts, quantileOf } from "./histogram.ts";

export const RESIDUAL_BINS = 96;
/** One observed outcome counts so much, so that the prior and halving can hold fractions of one. */
const OUTCOME_WEIGHT = 256;
/** Everything below one standard deviation, then sixteen bins to a doubling up to 61. */
const EDGES = [0, ...Array.from({ length: RESIDUAL_BINS }, (_, bin) => powReal(2, bin / 16))];

/** P(|X| > x) for a Student t with 4 degrees of freedom scaled to variance 1; closed form. */
function priorTail(x: number): number {
  const t2 = 2 * x * x;
  const inner = t2 / (4 + t2);
  return 1 - 1.5 * sqrt(inner) * (1 - inner / 3);
}

/** The belief before any outcome: fat tails of kurtosis without bound. */
export function priorResiduals(parameters: ForecastParameters): Counts {
  const weight = parameters.residualPrior * OUTCOME_WEIGHT;
  return Array.from({ length: RESIDUAL_BINS }, (_, bin) => {
    const beyond = bin === RESIDUAL_BINS - 1 ? 0 : priorTail(EDGES[bin + 1]!);
    return Math.round(weight * (priorTail(EDGES[bin]!) - beyond));
  });
}

/** Takes in one outcome: |move| over the standard deviation that was required for it. */
export const recordResidual = (counts: Counts, residual: number, parameters: ForecastParameters): Counts =>
  addTo(counts, binOf(EDGES, residual), OUTCOME_WEIGHT, parameters.residualMemory * OUTCOME_WEIGHT);

/** The multiple that the fraction `coverage` of residuals stayed within. */
export const residualQuantile = (counts: Counts, parameters: ForecastParameters): number =>
  quantileOf(counts, EDGES, parameters.coverage) ?? parameters.leastMultiple;

/**
 * The probability that an account is in breach of its maintenance margin within a horizon, one hour by default:
 * what early warnings and margin calls are timed by.
 *
 * An estimate, never a requirement: it holds the positions and the maintenance margin as they are, the profit as a
 * parabola in each move, the moves as a mixture of two normals with the forecast volatilities and one correlation
 * matrix, and looks at the end of the horizon, then doubles for the path (reflection), up to certainty.
 *
 * @module
 */
import { HOUR_MS, sqrt, YEAR_MS } from "@novate/num";
import { assert } from "@novate/stdx";
import type { Exposure } from "./exposure.ts";
import { shortfallOfMany, shortfallOfOne } from "./normalQuadratic.ts";
import { TAIL_MIXTURE } from "./tailMixture.ts";

/** An account's exposure to one underlying and that underlying's σ̂. */
export interface VolatileExposure extends Exposure {
  readonly volAnnual: number;
}

export interface BreachInput {
  /** Equity less maintenance margin, in the money of the exposures. */
  readonly buffer: number;
  readonly exposures: readonly VolatileExposure[];
  /** Correlation of each pair of exposures, in their order; needed for two or more. */
  readonly correlations?: readonly (readonly number[])[];
  readonly horizonMs?: number;
}

/**
 * P(breach at any time up to the horizon), between 0 and 1; 1 for an account that is in breach already.
 * Asserts finite input and a correlation for every pair. Work: cubic in the number of underlyings.
 */
export function breachProbability({ buffer, exposures, correlations, horizonMs = HOUR_MS }: BreachInput): number {
  assert(Number.isFinite(buffer) && horizonMs > 0 && Number.isFinite(horizonMs), "breach: the input is not finite");
  if (buffer < 0) return 1;
  const deviations = exposures.map(({ volAnnual }) => volAnnual * sqrt(horizonMs / YEAR_MS));
  assert(
    exposures.every(({ delta, gamma }, index) => Number.isFinite(delta * gamma) && deviations[index]! >= 0),
    "breach: an exposure is not finite",
  );
  if (exposures.length === 0) return 0;
  let probability = 0;
  for (const { weight, scale } of TAIL_MIXTURE) {
    const scaled = deviations.map((deviation) => deviation * scale);
    probability += weight * shortfall(exposures, scaled, correlations, buffer);
  }
  return Math.min(2 * probability, 1);
}

function shortfall(
  exposures: readonly VolatileExposure[],
  deviations: readonly number[],
  correlations: readonly (readonly number[])[] | undefined,
  buffer: number,
): number {
  if (exposures.length === 1) return shortfallOfOne(exposures[0]!, deviations[0]!, buffer);
  const covariances = deviations.map((left, row) =>
    deviations.map((right, column) => left * right * correlationOf(correlations, row, column)),
  );
  return shortfallOfMany(exposures, covariances, buffer);
}

function correlationOf(correlations: readonly (readonly number[])[] | undefined, row: number, column: number): number {
  const correlation = row === column ? 1 : correlations?.[row]?.[column];
  assert(correlation !== undefined && Math.abs(correlation) <= 1, "breach: a correlation is missing or beyond one");
  return correlation;
}

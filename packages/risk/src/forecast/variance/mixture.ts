/**
 * Weighs the forecasters by how well they did: discounted QLIKE loss, with a fixed share for all so that none is
 * forgotten and the best one is found again within days.
 *
 * Source: A. Patton, J. Econometrics 160 (2011) for QLIKE as a loss that noise in realised variance cannot mislead;
 * M. Herbster, M. Warmuth, Machine Learning 32 (1998) for the fixed share.
 *
 * @module
 */
import { exp, HOUR_MS, ln } from "@novate/num";
import type { ForecastParameters } from "../rule/parameters.ts";
import type { PerForecaster } from "./forecasters.ts";

export const EQUAL_WEIGHTS: PerForecaster = [0.25, 0.25, 0.25, 0.25];

export const mixtureOf = (weights: PerForecaster, forecasts: PerForecaster): number =>
  weights[0] * forecasts[0] + weights[1] * forecasts[1] + weights[2] * forecasts[2] + weights[3] * forecasts[3];

/** ln f + x/f: least in expectation where f is the mean of x. */
export const qlike = (forecast: number, realised: number): number => ln(forecast) + realised / forecast;

/**
 * The weights after `realised` came to pass against `forecasts`.
 *
 * ln w′ = D·ln w − ½·rate·QLIKE, with D the discount of the time elapsed; a return over less than an hour counts in
 * proportion, a longer one as one hour: half of QLIKE is the log-likelihood of one normal return.
 */
export function reweigh(
  weights: PerForecaster,
  forecasts: PerForecaster,
  realised: number,
  elapsedMs: number,
  parameters: ForecastParameters,
): PerForecaster {
  const discount = exp(-elapsedMs / parameters.lossMemoryMs);
  const rate = (parameters.learningRate * Math.min(elapsedMs, HOUR_MS)) / (2 * HOUR_MS);
  const scores = weights.map((weight, index) => discount * ln(weight) - rate * qlike(forecasts[index]!, realised));
  const best = Math.max(...scores);
  const likelihoods = scores.map((score) => exp(score - best));
  const total = likelihoods[0]! + likelihoods[1]! + likelihoods[2]! + likelihoods[3]!;
  const shared = Math.min(elapsedMs / parameters.shareMs, 1);
  const weight = (index: number): number => ((1 - shared) * likelihoods[index]!) / total + shared / 4;
  return [weight(0), weight(1), weight(2), weight(3)];
}

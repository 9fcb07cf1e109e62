/**
 * The four forecasters of the mean annual variance over a horizon, each a function of the running variances.
 *
 * @module
 */
import { expm1 } from "@novate/num";
import type { ForecastParameters } from "../rule/parameters.ts";
import type { Variances } from "./variances.ts";

/** In the order of the mixture's weights. */
export const FORECASTERS = ["ewmaFast", "ewmaSlow", "har", "garch"] as const;
export type ForecasterName = (typeof FORECASTERS)[number];
/** One number for each of {@link FORECASTERS}. */
export type PerForecaster = readonly [number, number, number, number];

/** An exponentially weighted variance is its own forecast at every horizon. */
export function forecastVariances(
  variances: Variances,
  horizonMs: number,
  parameters: ForecastParameters,
): PerForecaster {
  return [
    variances.ewmaFast,
    variances.ewmaSlow,
    harVariance(variances, parameters),
    garchVariance(variances, horizonMs, parameters),
  ];
}

/** Σ wᵢ·componentᵢ + (1 − Σ wᵢ)·long-run. */
function harVariance({ har, longRun }: Variances, { harWeights }: ForecastParameters): number {
  let variance = 0;
  let weight = 0;
  for (let component = 0; component < har.length; component++) {
    variance += harWeights[component]! * har[component]!;
    weight += harWeights[component]!;
  }
  return variance + (1 - weight) * longRun;
}

/** Mean over the horizon of a distance to the long run that decays: (1 − e^(−x))/x with x = horizon/reversion. */
function garchVariance({ garch, longRun }: Variances, horizonMs: number, parameters: ForecastParameters): number {
  const x = horizonMs / parameters.garchReversionMs;
  return longRun + ((garch - longRun) * -expm1(-x)) / x;
}

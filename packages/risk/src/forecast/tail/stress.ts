/**
 * The long-run distribution of forecasts, whose high quantile holds the required volatility up in calm times.
 *
 * @module
 */
import { MINUTE_MS, powReal } from "@novate/num";
import type { ForecastParameters } from "../rule/parameters.ts";
import { addTo, binOf, type Counts, quantileOf } from "./histogram.ts";

export const STRESS_BINS = 64;
/** Annual volatilities from 5 % to 1,280 %, eight bins to a doubling. */
const EDGES = Array.from({ length: STRESS_BINS + 1 }, (_, bin) => 0.05 * powReal(2, bin / 8));

/** Counts minutes at this forecast. */
export function recordStress(counts: Counts, volAnnual: number, elapsedMs: number, parameters: ForecastParameters) {
  const minutes = Math.floor(elapsedMs / MINUTE_MS);
  return addTo(counts, binOf(EDGES, volAnnual), minutes, Math.floor(parameters.stressMemoryMs / MINUTE_MS));
}

/** The stressed annual volatility; the initial belief before there is a history. */
export const stressedVol = (counts: Counts, parameters: ForecastParameters): number =>
  quantileOf(counts, EDGES, parameters.stressQuantile) ?? parameters.initialVolAnnual;

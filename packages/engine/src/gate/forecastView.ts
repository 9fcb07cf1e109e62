/**
 * The volatility forecast of an underlying inside consensus: `risk` forecasts, the row keeps its state in whole numbers.
 *
 * @module
 */
import type { MarginParameters, UnderlyingRow } from "@novate/codec";
import { type Ppm, ppm } from "@novate/num";
import {
  createVolState,
  dequantiseVolState,
  type ForecastParameters,
  isFresh,
  quantiseVolState,
  STANDARD_FORECAST,
  scanRangeOf,
  updateVol,
} from "@novate/risk";
import { ppmToFraction } from "./units.ts";

/** The forecast looks at a price at most this often. */
export const FORECAST_STEP_MS = STANDARD_FORECAST.sampleMs;

export interface Forecast {
  /** σ̂, annual. */
  readonly volAnnualPpm: Ppm;
  /** The range that existing positions are to pay, moved by its schedule; and the one that new risk pays at once. */
  readonly publishedRangePpm: Ppm;
  readonly newRiskRangePpm: Ppm;
  /** The forecast's own state. */
  readonly forecast: readonly bigint[];
}

/** What the forecast says after one more confirmed price (MARG-001, MARG-014, MARG-072). */
export function nextForecast(
  underlying: UnderlyingRow,
  margin: MarginParameters,
  price: { readonly value: bigint; readonly timeMs: number },
): Forecast {
  const parameters = parametersOf(underlying, margin);
  const before =
    underlying.forecast.length === 0 ? createVolState(parameters) : dequantiseVolState(underlying.forecast);
  const after = updateVol(before, { price: Number(price.value), timeMs: price.timeMs }, parameters);
  const range = scanRangeOf(after, parameters);
  return {
    volAnnualPpm: ppm(BigInt(range.volAnnualPpm)),
    publishedRangePpm: ppm(BigInt(range.scanRangePpm)),
    newRiskRangePpm: ppm(BigInt(range.newRiskScanRangePpm)),
    forecast: quantiseVolState(after),
  };
}

/** The range that these parameters lead to while the market stands still, whatever schedule is on its way there. */
export function rangeAtRestPpm(underlying: UnderlyingRow, margin: MarginParameters): Ppm {
  const parameters = parametersOf(underlying, margin);
  const state = underlying.forecast.length === 0 ? createVolState(parameters) : dequantiseVolState(underlying.forecast);
  return ppm(BigInt(scanRangeOf(state, parameters).targetPpm));
}

/** Whether the forecast has seen enough of its market to be another listing's comparable (FCST-090). */
export const isSeasoned = (underlying: UnderlyingRow, margin: MarginParameters): boolean =>
  underlying.forecast.length > 0 && !isFresh(dequantiseVolState(underlying.forecast), parametersOf(underlying, margin));

/** The segment's margin period, least multiple and floor, and the volatility declared at listing. */
const parametersOf = (underlying: UnderlyingRow, margin: MarginParameters): ForecastParameters => ({
  ...STANDARD_FORECAST,
  initialVolAnnual: ppmToFraction(underlying.spec.initialVolPpm),
  mporMs: margin.mporMs,
  leastMultiple: ppmToFraction(margin.rangeMultiplePpm),
  rangeFloor: ppmToFraction(margin.rangeFloorPpm),
});

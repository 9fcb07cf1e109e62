/**
 * From a state to the scan range of a margin period of risk, with every number on the way.
 *
 * @module
 */
import { E6, exp, sqrt, YEAR_MS } from "@novate/num";
import { type ForecastParameters, STANDARD_FORECAST } from "./rule/parameters.ts";
import type { Schedule } from "./rule/schedule.ts";
import type { VolState } from "./state/volState.ts";
import { residualQuantile } from "./tail/residual.ts";
import { shockFactor } from "./tail/shocks.ts";
import { stressedVol } from "./tail/stress.ts";
import { FORECASTERS, type ForecasterName, forecastVariances } from "./variance/forecasters.ts";
import { mixtureOf } from "./variance/mixture.ts";

/** What a forecaster says and how far it is believed. */
export interface ForecasterView {
  readonly name: ForecasterName;
  readonly volAnnual: number;
  readonly weight: number;
}

/** Volatilities are annual, ranges fractions of the spot in millionths, rounded up. */
export interface ScanRangeView {
  readonly forecasters: readonly ForecasterView[];
  /** σ̂: the root of the weighted mean of the forecasters' variances. */
  readonly volAnnual: number;
  readonly volAnnualPpm: number;
  /** The stressed quantile of past forecasts. */
  readonly stressedVol: number;
  /** 1 + share·shocks: what jumps of late add. */
  readonly shockFactor: number;
  /** ((1 − stress share)·σ̂ + stress share·stressed)·shock factor: the volatility that is required. */
  readonly requiredVol: number;
  /** Tail quantile of past moves over what was required for them, the factor of the feedback, and their product. */
  readonly residualQuantile: number;
  readonly feedbackFactor: number;
  readonly multiple: number;
  /** max(floor, multiple · required volatility · √MPOR): what new risk would pay without a schedule. */
  readonly targetPpm: number;
  /** What existing positions pay: the target as far as the schedule has come. */
  readonly scanRangePpm: number;
  /** What new risk pays: the greater of the two. */
  readonly newRiskScanRangePpm: number;
}

/** √(MPOR in years): the square-root rule of time. */
const rootYears = (mporMs: number): number => sqrt(mporMs / YEAR_MS);

/** σ̂: the root of the mixture's variance. */
export const volAnnualOf = ({ variances, weights }: VolState, parameters: ForecastParameters): number =>
  sqrt(mixtureOf(weights, forecastVariances(variances, parameters.mporMs, parameters)));

/**
 * The scan range of a period of risk, explained. The schedule is kept for the MPOR of the parameters and scaled to
 * another one by the square root of time.
 */
export function scanRangeOf(
  state: VolState,
  parameters: ForecastParameters = STANDARD_FORECAST,
  mporMs: number = parameters.mporMs,
): ScanRangeView {
  const forecasts = forecastVariances(state.variances, parameters.mporMs, parameters);
  const volAnnual = volAnnualOf(state, parameters);
  const stressed = stressedVol(state.stress, parameters);
  const shocked = shockFactor(state.shocks, parameters);
  const requiredVol = ((1 - parameters.stressShare) * volAnnual + parameters.stressShare * stressed) * shocked;
  const quantile = residualQuantile(state.learned.residuals, parameters);
  const feedbackFactor = exp(state.learned.feedback);
  const multiple = Math.max(quantile * feedbackFactor, parameters.leastMultiple);
  const floorPpm = floorOf(state, parameters, mporMs);
  const targetPpm = Math.max(Math.ceil(multiple * requiredVol * rootYears(mporMs) * E6), floorPpm);
  const scanRangePpm =
    state.schedule.timeMs === 0 ? targetPpm : Math.max(scaledTo(mporMs, state.schedule, parameters), floorPpm);
  return {
    forecasters: FORECASTERS.map((name, index) => ({
      name,
      volAnnual: sqrt(forecasts[index]!),
      weight: state.weights[index]!,
    })),
    volAnnual,
    volAnnualPpm: Math.ceil(volAnnual * E6),
    stressedVol: stressed,
    shockFactor: shocked,
    requiredVol,
    residualQuantile: quantile,
    feedbackFactor,
    multiple,
    targetPpm,
    scanRangePpm,
    newRiskScanRangePpm: Math.max(targetPpm, scanRangePpm),
  };
}

/** Whether the forecast has seen too little of the market to be bound by its own schedule. */
export const isFresh = ({ observedMs }: VolState, { priorMs, freshMs }: ForecastParameters): boolean =>
  observedMs - priorMs < freshMs;

/** Never less than this is required; of a fresh listing, what was declared from its comparables. */
export function floorOf(state: VolState, parameters: ForecastParameters, mporMs: number = parameters.mporMs): number {
  const declared = parameters.freshMultiple * parameters.initialVolAnnual * rootYears(mporMs);
  return Math.ceil(Math.max(parameters.rangeFloor, isFresh(state, parameters) ? declared : 0) * E6);
}

function scaledTo(mporMs: number, { rangePpm }: Schedule, parameters: ForecastParameters): number {
  if (mporMs === parameters.mporMs) return rangePpm;
  return Math.ceil((rangePpm * rootYears(mporMs)) / rootYears(parameters.mporMs));
}

/**
 * Volatility forecasts, scan ranges and probabilities of breach.
 *
 * @module
 */
export { type ForecastParameters, STANDARD_FORECAST } from "./parameters.ts";
export { type ForecasterView, type ScanRangeView, scanRange, scheduleLimitAt } from "./scanRange.ts";
export type { ScheduleLimit } from "./schedule.ts";
export { createVolState, type VolState } from "./state/volState.ts";
export { dequantiseVolState, quantiseVolState } from "./state/words.ts";
export { type PriceObservation, updateVol } from "./updateVol.ts";

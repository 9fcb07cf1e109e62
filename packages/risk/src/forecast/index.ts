/**
 * Volatility forecasts, scan ranges and probabilities of breach.
 *
 * @module
 */
export { type BreachInput, breachProbability, type VolatileExposure } from "./breach/breachProbability.ts";
export {
  type CallLevel,
  type CallLevels,
  callLevelOf,
  probabilityToPpm,
  STANDARD_CALL_LEVELS,
} from "./breach/callLevel.ts";
export { type Exposure, exposureOf, type ScenarioPoint } from "./breach/exposure.ts";
export { jointShockOf, type PricedMoment, standardisedMoveE6 } from "./moves/moves.ts";
export { type ForecastParameters, STANDARD_FORECAST } from "./parameters.ts";
export { type ForecasterView, type ScanRangeView, scanRangeOf, scheduleLimitAt } from "./scanRange.ts";
export type { ScheduleLimit } from "./schedule.ts";
export { createVolState, type VolState } from "./state/volState.ts";
export { dequantiseVolState, quantiseVolState } from "./state/words.ts";
export { type PriceObservation, updateVol } from "./updateVol.ts";

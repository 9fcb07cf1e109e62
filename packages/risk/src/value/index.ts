/**
 * Valuation: instrument and market to value and Greeks.
 *
 * @module
 */
export { black76Value, type OptionKind, outOfTheMoneyValue, timeValueAt } from "./black/black76.ts";
export { valueEuropean, valueSpotEuropean } from "./black/european.ts";
export {
  type EuropeanOption,
  forwardGreeks,
  type Greeks,
  type SpotGreeks,
  type SpotOption,
  spotGreeks,
  type ValueAndGreeks,
} from "./black/greeks.ts";
export { impliedStdDev, impliedVol, type OptionQuote } from "./black/impliedVol.ts";
export { type Checked, type RefusalCode, type Refused, refuse } from "./refusal.ts";
export { butterflyFault, CERTIFIED_LOG_MONEYNESS, calendarFault, densityFactor } from "./surface/arbitrage.ts";
export { rotateSkew, scaleVolatility, shiftVolatility } from "./surface/operators.ts";
export {
  createScenarioLanes,
  type LaneMarket,
  type ScenarioLanes,
  setLane,
  valueAcrossLanes,
} from "./surface/scenarioLanes.ts";
export {
  blendAt,
  createSurface,
  type SliceBlend,
  totalVarianceAt,
  type VolSurface,
  volatilityAt,
} from "./surface/surface.ts";
export {
  faultOfSvi,
  type SviParameters,
  type SviSlice,
  sviDerivatives,
  sviMinimumVariance,
  sviTotalVariance,
} from "./surface/svi.ts";

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
export { calibrateSurface } from "./calibrate/calibrate.ts";
export type { ExpiryQuotes, FitReport, VolQuote } from "./calibrate/quotes.ts";
export { screenQuotes } from "./calibrate/screen.ts";
export { calibrateSsvi } from "./calibrate/ssvi.ts";
export {
  createDiscountCurve,
  createForwardCurve,
  type DiscountNode,
  discountAt,
  type ForwardNode,
  forwardAt,
  type LogCurve,
  logAt,
} from "./curve/curves.ts";
export { type CalendarDate, type DayCount, dayCountDays, dayCountYears } from "./curve/dayCount.ts";
export { fairVariance } from "./exotic/varianceSwap.ts";
export { PRODUCT_NAMES } from "./product/kinds.ts";
export type { Market, Product } from "./product/types.ts";
export { type Priced, priceProduct, type Valued, valueProduct } from "./product/valueProduct.ts";
export { type ReferenceOutcome, valueQuantlibRecord, valueQuantlibRecords } from "./reference/quantlib.ts";
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
export { type AtmVariance, type SsviParameters, ssviSlices } from "./surface/ssvi.ts";
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

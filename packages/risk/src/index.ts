/**
 * Risk: instrument and market to value, Greeks and scenario P&L; portfolio to margin; forecasts of volatility.
 *
 * @module
 */
export {
  createVolState,
  dequantiseVolState,
  type ForecasterView,
  type ForecastParameters,
  type PriceObservation,
  quantiseVolState,
  type ScanRangeView,
  STANDARD_FORECAST,
  scanRange as forecastRange,
  scheduleLimitAt,
  updateVol,
  type VolState,
} from "./forecast/index.ts";
export * from "./margin/index.ts";
export * from "./value/index.ts";

/**
 * Risk: instrument and market to value, Greeks and scenario P&L; portfolio to margin; forecasts of volatility.
 *
 * @module
 */
export * from "./forecast/index.ts";
export * from "./margin/index.ts";
export * from "./profiles/index.ts";
export * from "./value/index.ts";
export * from "./whatif/index.ts";

/**
 * Products: valuation beyond what consensus computes: exotics, fitted surfaces, curves, reference records.
 *
 * @module
 */
export { calibrateSurface } from "./calibrate/calibrate.ts";
export type { ExpiryQuotes, FitReport, VolQuote } from "./calibrate/quotes.ts";
export { screenQuotes } from "./calibrate/screen.ts";
export { calibrateSsvi } from "./calibrate/ssvi.ts";
export { createForwardCurve, forwardAt } from "./curve/curves.ts";
export { valueProduct } from "./product/valueProduct.ts";
export { impliedVol } from "./quote/impliedVol.ts";
export { valueQuantlibRecords } from "./reference/quantlib.ts";

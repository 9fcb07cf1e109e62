/**
 * Products: valuation beyond what consensus computes: exotics, fitted surfaces, curves, reference records.
 *
 * @module
 */
export { valueProduct } from "./product/valueProduct.ts";
export { valueQuantlibRecords } from "./reference/quantlib.ts";

/**
 * Digests that wallets sign.
 *
 * @module
 */
export { type Domain, typedDataDigest, typedDataJson } from "./typedData.ts";

/**
 * A small market and its instruments, for the tests of packages above.
 *
 * @module
 */
export { BTC, ETH, listing, modelMark, sampleMarket } from "./sample.ts";

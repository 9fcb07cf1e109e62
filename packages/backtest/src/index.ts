/**
 * Back-tests of margin methods over years of prices.
 *
 * @module
 */
export { type BacktestResult, errorOf, runBacktestCommand } from "./command.ts";
export { METHODS } from "./method/methods.ts";

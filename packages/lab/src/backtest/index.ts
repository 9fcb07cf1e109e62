/**
 * Back-tests of margin methods over years of prices.
 *
 * @module
 */
export { type BacktestCommand, type BacktestResult, runBacktestCommand } from "./command.ts";
export { HistoryError, type HistoryErrorCode } from "./history/error.ts";
export { listHistories, loadHistories, loadHistory } from "./history/load.ts";
export { readHistoriesCsv } from "./history/readCsv.ts";
export type { History, HistoryGap } from "./history/types.ts";
export { METHODS, methodsNamed } from "./method/index.ts";
export type { HindsightMethod, MarginMethod, MethodFamily, MethodTerms, OnlineMethod } from "./method/types.ts";
export { writeReport } from "./report/page.ts";
export type { BacktestRow } from "./row.ts";
export { type BacktestOptions, type BacktestTrace, defaultMporHours, runBacktest, traceBacktest } from "./run.ts";
export { type Verdict, verdictOf } from "./verdict.ts";

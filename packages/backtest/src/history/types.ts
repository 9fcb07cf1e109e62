/**
 * A history: the closing prices of one underlying at one source, in order of time.
 *
 * @module
 */

export interface PricePoint {
  /** End of the bar: the first instant at which the price is known. */
  readonly timeMs: number;
  readonly price: number;
}

/** A hole in a history: bars that are not there. */
export interface HistoryGap {
  readonly fromMs: number;
  readonly toMs: number;
  readonly missingBars: number;
}

export interface History {
  /** What it is called on the command line, such as `BTC-hourly`. */
  readonly name: string;
  readonly underlying: string;
  readonly intervalMs: number;
  readonly source: string;
  readonly points: readonly PricePoint[];
  readonly gaps: readonly HistoryGap[];
}

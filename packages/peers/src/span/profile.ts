/**
 * `span`: the sixteen-scenario risk array with spread charges, credits and a short option minimum, as data.
 *
 * Sources: CME, "SPAN: Standard Portfolio Analysis of Risk" (technical specification); NSE Clearing, "SPAN margin" and
 * the worked NIFTY cases of marketcalls/marginism at commit 733c56d4 (MIT).
 * Units: money of the contract; a positive entry of a risk array is a loss.
 * @module
 */

export interface SpanScenario {
  /** Price move in parts of the price scan range. */
  readonly price: number;
  /** Volatility move in parts of the volatility scan range. */
  readonly vol: number;
  /** Part of the loss that counts. */
  readonly weight: number;
}

const THIRDS: readonly number[] = [0, 1 / 3, -1 / 3, 2 / 3, -2 / 3, 1, -1];
const EXTREME_MULTIPLE = 2;
const EXTREME_COVER = 0.35;

export interface SpanParameters {
  readonly scenarios: readonly SpanScenario[];
  /** Exposure margin: part of the notional of futures and short options, on top of SPAN. */
  readonly exposureRate: number;
}

/** Scenarios 1–14: seven prices with volatility up and down; 15 and 16: an extreme move, counted in part. */
export function spanScenarios(extremeMultiple: number, extremeCover: number): readonly SpanScenario[] {
  return [
    ...THIRDS.flatMap((price) => [1, -1].map((vol) => ({ price, vol, weight: 1 }))),
    { price: extremeMultiple, vol: 0, weight: extremeCover },
    { price: -extremeMultiple, vol: 0, weight: extremeCover },
  ];
}

export const SPAN: SpanParameters = {
  scenarios: spanScenarios(EXTREME_MULTIPLE, EXTREME_COVER),
  exposureRate: 0.02,
};

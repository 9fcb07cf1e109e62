/**
 * What one source printed during one step of time: the raw material of an observation.
 *
 * @module
 */
import type { Ticks } from "@novate/num";

/** The trades of one source in one step. Prices are ticks of the underlying, 10^-priceDecimals of its quote currency. */
export interface Print {
  /** The last trade of the step. */
  readonly lastTicks: Ticks;
  /** The lowest and highest trade of the step; lowTicks ≤ lastTicks ≤ highTicks. */
  readonly lowTicks: Ticks;
  readonly highTicks: Ticks;
  /** Traded size, in 10^-sizeDecimals of the unit that the source reports. Zero for an index, which trades nothing. */
  readonly size: bigint;
}

/**
 * Numbers that several packages share, once.
 *
 * @module
 */

/** One million as a float64: what divides a number of millionths. Exact integers take {@link PPM_ONE}. */
export const E6 = 1_000_000;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/**
 * A year of 365 days: what every annual rate and volatility of the house is quoted over.
 *
 * The markets never close, so no day is left out; venues of options and of loans in the same assets quote by 365 days, and
 * with one year an option's variance, a funding rate and a rate of interest compare. A leap year has one day more than its
 * rate says. References with another year keep it beside them, under the name of their convention.
 */
export const YEAR_MS = 365 * DAY_MS;

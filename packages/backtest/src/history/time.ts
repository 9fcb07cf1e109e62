/**
 * Lengths of time in milliseconds.
 *
 * @module
 */
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** 365 days: the markets of these histories never close. */
export const YEAR_MS = 365 * DAY_MS;

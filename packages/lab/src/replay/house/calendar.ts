/**
 * Expiries as venues set them: Fridays at 08:00 UTC.
 *
 * @module
 */
import { DAY_MS, HOUR_MS } from "@novate/num";

const WEEK_DAYS = 7;
/** 1 January 1970 was a Thursday; the first Friday came a day later. */
const FIRST_FRIDAY_MS = DAY_MS;
const EXPIRY_HOUR_MS = 8 * HOUR_MS;
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** The first Friday, 08:00 UTC, at or after `days` days from `fromMs`. */
export function fridayAfter(fromMs: number, days: number): number {
  const first = FIRST_FRIDAY_MS + EXPIRY_HOUR_MS;
  const week = WEEK_DAYS * DAY_MS;
  return first + Math.ceil((fromMs + days * DAY_MS - first) / week) * week;
}

/** As symbols write it: `26DEC25`. */
export function expiryName(expiryMs: number): string {
  const date = new Date(expiryMs);
  const day = String(date.getUTCDate()).padStart(2, "0");
  return `${day}${MONTHS[date.getUTCMonth()]}${String(date.getUTCFullYear()).slice(-2)}`;
}

/**
 * Moves in units of what was forecast for them: the history that joint scenarios and correlations are made of (FCST-046).
 *
 * A move is kept as a multiple of the σ̂ of its time, and shown again in units of today's: filtered historical simulation
 * (Barone-Adesi, Giannopoulos and Vosper, 1999).
 *
 * @module
 */
import { E6, sqrt, YEAR_MS } from "@novate/num";
import { assert } from "@novate/stdx";
import type { JointShock } from "../../scenario/terms.ts";

/** A move counts as so many deviations at most: one bad print is no history. */
const MOST_DEVIATIONS = 20;

/** A price, and the annual σ̂ that was forecast when it stood. */
export interface PricedMoment {
  readonly price: number;
  readonly volAnnual: number;
  readonly timeMs: number;
}

/**
 * The relative move from `before` to `price` over what σ̂ expected of the time between, in millionths, to the nearest.
 * Asserts positive prices and volatility, and that time went on.
 */
export function standardisedMoveE6(before: PricedMoment, price: number, timeMs: number): number {
  const elapsedMs = timeMs - before.timeMs;
  assert(before.price > 0 && price > 0 && before.volAnnual > 0 && elapsedMs > 0, "moves: nothing to measure");
  const expected = before.volAnnual * sqrt(elapsedMs / YEAR_MS);
  const deviations = (price / before.price - 1) / expected;
  return Math.round(Math.max(-MOST_DEVIATIONS, Math.min(deviations, MOST_DEVIATIONS)) * E6);
}

/** That move in units of σ̂ now and over the margin period: the spot's shock in a joint scenario (MARG-024). */
export function jointShockOf(moveE6: number, volAnnual: number, mporMs: number): JointShock {
  return { spot: (moveE6 / E6) * volAnnual * sqrt(mporMs / YEAR_MS), vol: 0 };
}

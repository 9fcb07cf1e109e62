/**
 * What everybody feels of a market: its trend, its distance from the last hour, how turbulent it is.
 *
 * Moving averages weigh a new price by elapsed/(memory + elapsed), so that a minute of five-second steps moves them about
 * as far as one step of a minute. Only +, −, × and ÷: the same on every machine.
 *
 * @module
 */
import { HOUR_MS } from "@novate/num";

const FAST_MS = 120_000;
const SLOW_MS = 1_800_000;
const TURBULENCE_MS = 300_000;
const BASIS_MS = HOUR_MS;

/** What futures are worth over the index in a market without trend, per year. */
const CARRY_ANNUAL = 0.07;
/** How much of a trend over the slow average shows in the yearly basis. */
const BASIS_PER_TREND = 6;

export interface Sense {
  /** The index, in feed units. */
  readonly price: number;
  readonly fast: number;
  readonly slow: number;
  readonly hour: number;
  /** Fast over slow average, less one. */
  readonly trend: number;
  /** Price over the average of the last hour, less one. */
  readonly deviation: number;
  /** Mean distance of the price from its fast average, as a fraction: 0.0005 on a calm day, 0.02 in a crash. */
  readonly turbulence: number;
  /** What market makers charge for time: futures trade at index × (1 + basis × years). */
  readonly basisAnnual: number;
}

export function openSense(price: number): Sense {
  return {
    price,
    fast: price,
    slow: price,
    hour: price,
    trend: 0,
    deviation: 0,
    turbulence: 0.0005,
    basisAnnual: CARRY_ANNUAL,
  };
}

export function advanceSense(before: Sense, price: number, elapsedMs: number): Sense {
  const toward = (average: number, target: number, memoryMs: number): number =>
    average + (elapsedMs / (memoryMs + elapsedMs)) * (target - average);
  const fast = toward(before.fast, price, FAST_MS);
  const slow = toward(before.slow, price, SLOW_MS);
  const hour = toward(before.hour, price, HOUR_MS);
  const trend = fast / slow - 1;
  const basisTarget = clamp(CARRY_ANNUAL + BASIS_PER_TREND * trend, -0.4, 0.4);
  return {
    price,
    fast,
    slow,
    hour,
    trend,
    deviation: price / hour - 1,
    turbulence: toward(before.turbulence, Math.abs(price / fast - 1), TURBULENCE_MS),
    basisAnnual: toward(before.basisAnnual, basisTarget, BASIS_MS),
  };
}

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

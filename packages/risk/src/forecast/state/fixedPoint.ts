/**
 * The grid on which every real number of the forecast's state lies: multiples of 2⁻⁴⁰ below 2¹² in magnitude.
 * A power of two makes both directions exact, so a number read from a row is the number that was written.
 *
 * @module
 */
import { assert } from "@novate/stdx";

/** Grid points per unit. */
const SCALE = 1_099_511_627_776;
const LIMIT = 4096;

/** The nearest grid point, halves up. Asserts |value| < 4096. */
export function snap(value: number): number {
  assert(value > -LIMIT && value < LIMIT, "forecast: a number leaves the grid of the state");
  return Math.round(value * SCALE) / SCALE;
}

/** A grid point as its whole number of steps. Asserts that it is one. */
export function toSteps(value: number): bigint {
  const steps = value * SCALE;
  assert(Number.isSafeInteger(steps), "forecast: a number of the state is off its grid");
  return BigInt(steps);
}

export const fromSteps = (steps: bigint): number => Number(steps) / SCALE;

/**
 * The normal distribution: density and cumulative probability.
 *
 * Method: Φ(−x) = A(x)·e^(−x²/2) for x ≥ 0, with A from `tailTable.ts` and x² in double-double, so that the far tail
 * is as accurate as the middle.
 *
 * @module
 */
import { highWord } from "./bits.ts";
import { low, squareError } from "./doubleDouble.ts";
import { timesExp } from "./exp.ts";
import { toFloat, toFloatRest } from "./fixedPoint.ts";
import { DENSITY_AT_ZERO, scaledTail } from "./tailTable.ts";

const DENSITY_HIGH = toFloat(DENSITY_AT_ZERO);
const DENSITY_LOW = toFloatRest(DENSITY_AT_ZERO);

/**
 * φ(x) = e^(−x²/2)/√(2π). Error below 0.51 ulp; below 1 ulp where the result is subnormal.
 * NaN → NaN, ±Infinity and |x| > 38.6 → +0.
 */
export function normalPdf(x: number): number {
  if (!(x > -38.7 && x < 38.7)) return Number.isNaN(x) ? x : 0;
  const square = x * x;
  return timesExp(DENSITY_HIGH, DENSITY_LOW, -0.5 * square, -0.5 * squareError(x, square));
}

/** Φ(x) = BASE + SIDE · Φ(−|x|), by the sign bit of x: without a branch, as the sign is a coin toss. */
const BASE = Float64Array.of(1, 0);
const SIDE = Float64Array.of(-1, 1);

/**
 * Φ(x), the probability that a standard normal variable is at most x. Error below 0.85 ulp, in the tails as well;
 * below 1 ulp where it is subnormal.
 * NaN → NaN, −Infinity and x < −38.5 → +0, Infinity and x > 8.3 → 1.
 */
export function normalCdf(x: number): number {
  if (!(x > -38.7 && x < 38.7)) return Number.isNaN(x) ? x : x < 0 ? 0 : 1;
  const scaled = scaledTail(Math.abs(x), 0);
  const square = x * x;
  const tail = timesExp(scaled, low[0]!, -0.5 * square, -0.5 * squareError(x, square));
  const negative = highWord(x) >>> 31;
  return BASE[negative]! + SIDE[negative]! * tail;
}

/**
 * The normal distribution: density and cumulative probability.
 *
 * Method: Φ(−x) = A(x)·e^(−x²/2) for x ≥ 0, with A from `tailTable.ts` and x² in double-double, so that the far tail
 * is as accurate as the middle.
 *
 * @module
 */
import { low, squareError } from "./doubleDouble.ts";
import { timesExp } from "./exp.ts";
import { toFloat, toFloatRest } from "./fixedPoint.ts";
import { DENSITY_AT_ZERO, scaledTail } from "./tailTable.ts";

const DENSITY_HIGH = toFloat(DENSITY_AT_ZERO);
const DENSITY_LOW = toFloatRest(DENSITY_AT_ZERO);

/**
 * φ(x) = e^(−x²/2)/√(2π). Error below 0.6 ulp; below 1 ulp where the result is subnormal.
 * NaN → NaN, ±Infinity and |x| > 38.6 → +0.
 */
export function normalPdf(x: number): number {
  if (!(x > -38.7 && x < 38.7)) return Number.isNaN(x) ? x : 0;
  const square = x * x;
  return timesExp(DENSITY_HIGH, DENSITY_LOW, -0.5 * square, -0.5 * squareError(x, square));
}

/** Φ(−x) for 0 ≤ x < 38.7. */
function upperTail(x: number): number {
  const scaled = scaledTail(x, 0);
  const square = x * x;
  return timesExp(scaled, low[0]!, -0.5 * square, -0.5 * squareError(x, square));
}

/**
 * Φ(x), the probability that a standard normal variable is at most x. Error below 1 ulp, in the tails as well.
 * NaN → NaN, −Infinity and x < −38.5 → +0, Infinity and x > 8.3 → 1.
 */
export function normalCdf(x: number): number {
  if (x < 0) return x > -38.7 ? upperTail(-x) : 0;
  if (x > 9) return 1;
  return Number.isNaN(x) ? x : 1 - upperTail(x);
}

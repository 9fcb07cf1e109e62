/**
 * The error function and its complement.
 *
 * Method: near zero the Taylor series; elsewhere erfc(z) = 2·A(z√2)·e^(−z²) with the table of the normal tail and both
 * z√2 and z² in double-double.
 *
 * @module
 */
import { low, productError, squareError } from "./doubleDouble.ts";
import { timesExp } from "./exp.ts";
import { FRACTION_BITS, ONE, PI, root, toFloat, toFloatRest } from "./fixedPoint.ts";
import { scaledTail } from "./tailTable.ts";

const SQRT2_HIGH = toFloat(root(2n * ONE));
const SQRT2_LOW = toFloatRest(root(2n * ONE));
/** 2/√π, and what it exceeds one by. */
const TWO_OVER_ROOT_PI = (2n << (2n * FRACTION_BITS)) / root(PI);
const SLOPE = toFloat(TWO_OVER_ROOT_PI);
const SLOPE_LESS_ONE = toFloat(TWO_OVER_ROOT_PI - ONE);

/** Coefficients (−1)^n / (n!·(2n + 1)) of the series of √π/2·erf(x)/x in x², from n = 1 on. */
const SERIES = new Float64Array(14);
for (let n = 0, factorial = 1; n < 14; n++) {
  factorial *= -(n + 1);
  SERIES[n] = 1 / (factorial * (2 * n + 3));
}

/** erf(x) for |x| < ½: the first term left out is below 2^−66 of the sum. */
function erfSeries(x: number): number {
  const square = x * x;
  let sum = SERIES[12]!;
  for (let n = 11; n >= 0; n--) sum = sum * square + SERIES[n]!;
  return x + x * (SLOPE_LESS_ONE + SLOPE * (square * sum));
}

/** erfc(z) for 0 ≤ z < 27.3. */
function upperTail(z: number): number {
  const x = z * SQRT2_HIGH;
  const scaled = scaledTail(x, productError(z, SQRT2_HIGH, x) + z * SQRT2_LOW);
  const square = z * z;
  return timesExp(2 * scaled, 2 * low[0]!, -square, -squareError(z, square));
}

/**
 * erf(x) = 2/√π · ∫₀ˣ e^(−t²) dt. Error below 0.85 ulp.
 * NaN → NaN, ±0 → ±0, |x| ≥ 6 and ±Infinity → ±1.
 */
export function erf(x: number): number {
  if (x > -0.5 && x < 0.5) return x === 0 ? x : erfSeries(x);
  if (x > 0) return x < 6 ? 1 - upperTail(x) : 1;
  if (x < 0) return x > -6 ? upperTail(-x) - 1 : -1;
  return x;
}

/**
 * erfc(x) = 1 − erf(x), accurate where it is small. Error below 0.85 ulp; below 1 ulp where it is subnormal.
 * NaN → NaN, x < −6 and −Infinity → 2, x > 27.3 and Infinity → +0.
 */
export function erfc(x: number): number {
  if (x > 0.25) return x < 27.3 ? upperTail(x) : 0;
  if (x >= -0.25) return 1 - (x === 0 ? x : erfSeries(x));
  if (x < 0) return x > -6 ? 2 - upperTail(-x) : 2;
  return x;
}

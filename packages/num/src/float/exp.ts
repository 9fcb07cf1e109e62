/**
 * The exponential function and its relatives.
 *
 * Method: x = n·ln2/128 + r with |r| < 0.0028, n = 128k + j; then e^x = 2^k · 2^(j/128) · e^r with 2^(j/128) from a
 * table in double-double and a Taylor polynomial for e^r − 1. Source: P. T. P. Tang, ACM TOMS 15 (1989), with a table
 * four times as fine.
 *
 * @module
 */
import { timesPowerOfTwo } from "./bits.ts";
import { productError } from "./doubleDouble.ts";
import { cutTo, FRACTION_BITS, LN2, ONE, root, times, toFloat, toFloatRest } from "./fixedPoint.ts";

/** 2^(j/128), high and low part alternating. */
const POWERS = new Float64Array(256);
{
  let step = 2n * ONE;
  for (let halving = 0; halving < 7; halving++) step = root(step);
  for (let j = 0, power = ONE; j < 128; j++, power = times(power, step)) {
    POWERS[2 * j] = toFloat(power);
    POWERS[2 * j + 1] = toFloatRest(power);
  }
}
const STEPS_PER_UNIT = toFloat((128n << (2n * FRACTION_BITS)) / LN2);
/** ln2/128 in two parts; 18-bit multiples of the high part are exact. */
const STEP_CUT = cutTo(LN2 >> 7n, 41n);
const STEP_HIGH = toFloat(STEP_CUT);
const STEP_LOW = toFloat((LN2 >> 7n) - STEP_CUT);

/** Rounds to the nearest whole number for |x| < 2^18, by truncating what has been made positive. */
const nearest = (x: number): number => ((x + 262144.5) | 0) - 262144;

/** e^r − 1 for |r| < 0.0055: relative truncation error below 2^−55 of r², so below 2^−63 of e^r. */
const expm1Reduced = (r: number): number => r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120))));

/**
 * e^x. Error below 0.51 ulp; below 1 ulp where the result is subnormal.
 * NaN → NaN, −Infinity → +0, overflow (x > 709.78) → Infinity, underflow (x < −745.13) → +0.
 */
export function exp(x: number): number {
  if (!(x < 710)) return Number.isNaN(x) ? x : Number.POSITIVE_INFINITY;
  if (x < -746) return 0;
  const n = nearest(x * STEPS_PER_UNIT);
  const p = expm1Reduced(x - n * STEP_HIGH - n * STEP_LOW);
  const j = (n & 127) << 1;
  const power = POWERS[j]!;
  return timesPowerOfTwo(power + (POWERS[j + 1]! + power * p), n >> 7);
}

/**
 * factor · e^exponent, both given as high + low. Error below 0.52 ulp of the exact product.
 * Requires: |exponent| ≤ 746, 2^−28 < |factor| < 2^28.
 */
export function timesExp(factor: number, factorLow: number, exponent: number, exponentLow: number): number {
  const n = nearest(exponent * STEPS_PER_UNIT);
  const p = expm1Reduced(exponent - n * STEP_HIGH - n * STEP_LOW + exponentLow);
  const j = (n & 127) << 1;
  const power = POWERS[j]!;
  const rest = POWERS[j + 1]! + power * p;
  const high = power + rest;
  const low = power - high + rest;
  const product = factor * high;
  return timesPowerOfTwo(product + (productError(factor, high, product) + (factor * low + factorLow * high)), n >> 7);
}

/**
 * e^x − 1, accurate also near zero. Error below 0.75 ulp.
 * NaN → NaN, ±0 → ±0, −Infinity → −1, overflow → Infinity.
 */
export function expm1(x: number): number {
  if (x === 0) return x;
  if (x > -0.03125 && x < 0.03125) {
    // Taylor; the first term left out, x^10/10!, is below 2^−66 of x.
    const tail = 1 / 24 + x * (1 / 120 + x * (1 / 720 + x * (1 / 5040 + x * (1 / 40320 + x * (1 / 362880)))));
    return x + x * x * (0.5 + x * (1 / 6 + x * tail));
  }
  if (!(x < 40)) return exp(x);
  if (x < -40) return -1;
  const n = nearest(x * STEPS_PER_UNIT);
  const k = n >> 7;
  const p = expm1Reduced(x - n * STEP_HIGH - n * STEP_LOW);
  const j = (n & 127) << 1;
  const power = timesPowerOfTwo(POWERS[j]!, k);
  const rest = timesPowerOfTwo(POWERS[j + 1]! + POWERS[j]! * p, k);
  const difference = power - 1;
  const dropped = k < 0 ? power - (difference + 1) : power - difference - 1;
  return difference + (dropped + rest);
}

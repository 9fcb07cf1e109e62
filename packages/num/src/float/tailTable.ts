/**
 * The scaled normal tail A(x) = e^(x²/2)·Φ(−x) for 0 ≤ x < 40, as Taylor polynomials on 85 stretches.
 *
 * The coefficients come from the differential equation A′ = x·A − 1/√(2π), so A has the Taylor coefficients
 * a₁ = c·a₀ − 1/√(2π), (n + 1)·a₍ₙ₊₁₎ = c·aₙ + a₍ₙ₋₁₎ around c. The values a₀ come from the asymptotic series where
 * that is sharp, and from there are carried downwards from centre to centre: in that direction the equation damps every error.
 *
 * @module
 */
import { highWord } from "./bits.ts";
import { low } from "./doubleDouble.ts";
import { FRACTION_BITS, ONE, PI, root, times, toFloat, toFloatRest } from "./fixedPoint.ts";

/** 1/√(2π). */
export const DENSITY_AT_ZERO = (ONE << FRACTION_BITS) / root(2n * PI);

/** Beyond this point A is not tabulated; Φ(−x) underflows to zero from 38.6 on. */
export const TAIL_END = 40;

/** Of y = 1 + x, 16 stretches in each octave up to 32 and 5 on [32, 42): even steps near zero, even ratios far out. */
const STRETCHES = 5 * 16 + 5;
const DEGREE = 11;
/** Of each stretch: its centre, a₀ as high and low part, then a₁ … a₁₁; padded to a power of two. */
const STRIDE = 16;
const ROWS = new Float64Array(STRETCHES * STRIDE);

/** The centre of a stretch, in x and in thirty-seconds: always whole. */
const centreIn32nds = (stretch: number): bigint => BigInt(((33 + 2 * (stretch & 15)) << (stretch >> 4)) - 32);

/** Where the asymptotic series takes over: x = 20. */
const FAR_32NDS = 20n * 32n;

/** A(c) = 1/√(2π) · (1/c − 1/c³ + 3/c⁵ − 15/c⁷ + …), cut after 100 terms: exact to 2^−250 for c > 20. */
function asymptotic(c32: bigint): bigint {
  let term = (DENSITY_AT_ZERO * 32n) / c32;
  let sum = term;
  for (let n = 1n; n <= 100n; n++) {
    term = (-term * (2n * n - 1n) * 1024n) / (c32 * c32);
    sum += term;
  }
  return sum;
}

/** Taylor coefficients a₀ … a₇₉ around c. */
function coefficients(c32: bigint, value: bigint): bigint[] {
  const list = [value, ((c32 * value) >> 5n) - DENSITY_AT_ZERO];
  for (let n = 1; n < 79; n++) list.push((((c32 * list[n]!) >> 5n) + list[n - 1]!) / BigInt(n + 1));
  return list;
}

{
  let taylor: readonly bigint[] = [];
  for (let stretch = STRETCHES - 1; stretch >= 0; stretch--) {
    const c32 = centreIn32nds(stretch);
    const step = ((c32 - centreIn32nds(stretch + 1)) * ONE) >> 5n;
    const value =
      c32 > FAR_32NDS ? asymptotic(c32) : taylor.reduceRight((sum, coefficient) => times(sum, step) + coefficient, 0n);
    taylor = coefficients(c32, value);
    const row = stretch * STRIDE;
    ROWS[row] = Number(c32) / 32;
    ROWS[row + 1] = toFloat(value);
    ROWS[row + 2] = toFloatRest(value);
    for (let n = 1; n <= DEGREE; n++) ROWS[row + 2 + n] = toFloat(taylor[n]!);
  }
}

/**
 * A(x + rest) as a pair: returns the high part, leaves the low part in `low[0]`. Relative error below 2^−59.
 * Requires: 0 ≤ x < {@link TAIL_END}, |rest| ≤ ulp(x).
 */
export function scaledTail(x: number, rest: number): number {
  const row = ((highWord(1 + x) - 0x3ff00000) >> 16) * STRIDE;
  const d = x - ROWS[row]! + rest;
  const square = d * d;
  const fourth = square * square;
  const slope =
    ROWS[row + 3]! +
    d * ROWS[row + 4]! +
    square * (ROWS[row + 5]! + d * ROWS[row + 6]!) +
    fourth *
      (ROWS[row + 7]! +
        d * ROWS[row + 8]! +
        square * (ROWS[row + 9]! + d * ROWS[row + 10]!) +
        fourth * (ROWS[row + 11]! + d * ROWS[row + 12]! + square * ROWS[row + 13]!));
  const value = ROWS[row + 1]!;
  const change = d * slope;
  const high = value + change;
  low[0] = value - high + change + ROWS[row + 2]!;
  return high;
}

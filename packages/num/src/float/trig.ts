/**
 * Sine and cosine, for quadrature.
 *
 * Method: x = n·π/2 + r with |r| ≤ π/4 and r in double-double, then Taylor polynomials. Beyond 2^16 the remainder is
 * taken exactly in integers.
 *
 * @module
 */
import { cutTo, FRACTION_BITS, ONE, PI, piWithBits, toFloat, toFloatRest } from "./fixedPoint.ts";

const HALF_PI = PI >> 1n;
const QUARTERS_PER_RADIAN = toFloat((ONE << FRACTION_BITS) / HALF_PI);
/** π/2 in three parts; 16-bit multiples of the first two are exact. */
const FIRST_CUT = cutTo(HALF_PI, 36n);
const SECOND_CUT = cutTo(HALF_PI - FIRST_CUT, 73n);
const FIRST = toFloat(FIRST_CUT);
const SECOND = toFloat(SECOND_CUT);
const THIRD = toFloat(HALF_PI - FIRST_CUT - SECOND_CUT);

/** The quarter turn (0 … 3) of the angle reduced last, and what is left of it. */
const reduced = { quarter: 0, high: 0, low: 0 };

function reduce(x: number): void {
  if (x > -65536 && x < 65536) {
    const n = Math.round(x * QUARTERS_PER_RADIAN);
    const rough = x - n * FIRST;
    const middle = n * SECOND;
    const near = rough - middle;
    const rest = rough - near - middle - n * THIRD;
    reduced.quarter = n & 3;
    reduced.high = near + rest;
    reduced.low = near - reduced.high + rest;
  } else reduceExactly(x);
}

/** Bits that make x mod π/2 right to 2^−256 for the largest float64. */
const WIDE_BITS = 1280n;
const WIDE_HALF_PI = piWithBits(WIDE_BITS) >> 1n;
/** Beyond 2^16 every float64 is a whole multiple of 2^−36. */
const TWO_POW_36 = 68719476736;

function reduceExactly(x: number): void {
  const whole = Math.trunc(x);
  const wide = (BigInt(whole) << WIDE_BITS) + (BigInt((x - whole) * TWO_POW_36) << (WIDE_BITS - 36n));
  let turns = wide / WIDE_HALF_PI;
  let rest = wide - turns * WIDE_HALF_PI;
  if (2n * rest > WIDE_HALF_PI) [turns, rest] = [turns + 1n, rest - WIDE_HALF_PI];
  if (2n * rest < -WIDE_HALF_PI) [turns, rest] = [turns - 1n, rest + WIDE_HALF_PI];
  const kept = rest >> (WIDE_BITS - FRACTION_BITS);
  reduced.quarter = Number(BigInt.asUintN(2, turns));
  reduced.high = toFloat(kept);
  reduced.low = toFloatRest(kept);
}

/** sin(high + low) for |high| ≤ π/4, by Taylor up to the 17th power. */
function sinReduced(high: number, low: number): number {
  const z = high * high;
  const tail =
    1 / 120 +
    z *
      (-1 / 5040 +
        z *
          (1 / 362880 +
            z * (-1 / 39916800 + z * (1 / 6227020800 + z * (-1 / 1307674368000 + z * (1 / 355687428096000))))));
  return high + (low * (1 - 0.5 * z) + high * z * (-1 / 6 + z * tail));
}

/** cos(high + low) for |high| ≤ π/4, by Taylor up to the 16th power. */
function cosReduced(high: number, low: number): number {
  const z = high * high;
  const tail =
    1 / 24 +
    z *
      (-1 / 720 +
        z * (1 / 40320 + z * (-1 / 3628800 + z * (1 / 479001600 + z * (-1 / 87178291200 + z * (1 / 20922789888000))))));
  const half = 0.5 * z;
  const rough = 1 - half;
  return rough + (1 - rough - half + (z * z * tail - high * low));
}

/** sin or cos of the angle reduced last, `shift` quarter turns on. */
function turned(shift: number): number {
  const quarter = (reduced.quarter + shift) & 3;
  const value = (quarter & 1) === 0 ? sinReduced(reduced.high, reduced.low) : cosReduced(reduced.high, reduced.low);
  return quarter > 1 ? -value : value;
}

/** sin x. Error below 0.8 ulp. ±0 → ±0; NaN and ±Infinity → NaN. */
export function sin(x: number): number {
  if (!(x - x === 0)) return Number.NaN;
  if (x === 0) return x;
  reduce(x);
  return turned(0);
}

/** cos x. Error below 0.8 ulp. NaN and ±Infinity → NaN. */
export function cos(x: number): number {
  if (!(x - x === 0)) return Number.NaN;
  reduce(x);
  return turned(1);
}

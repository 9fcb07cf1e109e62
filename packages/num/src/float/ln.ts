/**
 * The natural logarithm.
 *
 * Method: x = 2^k·m with 11/16 ≤ m < 11/8; a table gives c ≈ 1/m with nine bits, so that f = m·c − 1 is exact in
 * double-double and |f| < 0.008; then ln x = k·ln2 − ln c + ln(1 + f), the last by Taylor. Near x = 1 the table holds
 * c = 1, so nothing cancels. Source: P. T. P. Tang, ACM TOMS 16 (1990).
 *
 * @module
 */
import { highWord, significandAt } from "./bits.ts";
import { low, squareError, sumError } from "./doubleDouble.ts";
import { cutTo, LN2, lnOfStep, toFloat } from "./fixedPoint.ts";

/** High word of 11/16: subtracting it leaves k in the upper 12 bits and the table's row in the next seven. */
const ORIGIN = 0x3fe60000;

/** For each of 128 stretches of m: c, then −ln c as high and low part. */
const ROWS = new Float64Array(128 * 3);
/** Bits behind the point of every high part, so that k·ln2 − ln c is exact. */
const HIGH_BITS = 42n;
{
  // Sums of ln((n + 1) / n) up to n: logarithms of all n / 256 that the table needs.
  const first = 184;
  const last = 374;
  const logarithms = new Map<number, bigint>();
  let sum = 0n;
  for (let n = first; n <= last; n++) {
    logarithms.set(n, sum);
    sum += lnOfStep(BigInt(n));
  }
  const lnOf256 = logarithms.get(256)!;
  for (let row = 0; row < 128; row++) {
    // Rows 0 … 79 cover [11/16, 1) in steps of 1/256; the rest [1, 11/8) in steps of 1/128.
    const centre = row < 80 ? 0.6875 + (row + 0.5) / 256 : 1 + (row - 80 + 0.5) / 128;
    const n = row === 79 || row === 80 ? 256 : Math.round(256 / centre);
    const value = lnOf256 - logarithms.get(n)!;
    const high = cutTo(value, HIGH_BITS);
    ROWS[3 * row] = n / 256;
    ROWS[3 * row + 1] = toFloat(high);
    ROWS[3 * row + 2] = toFloat(value - high);
  }
}
const LN2_CUT = cutTo(LN2, HIGH_BITS);
const LN2_HIGH = toFloat(LN2_CUT);
const LN2_LOW = toFloat(LN2 - LN2_CUT);

const TWO_POW_54 = 18014398509481984;

/** (ln(1 + f) − f + f²/2) / f³ for |f| < 0.008: the first term left out, f^7/10, is below 2^−51. */
const cubicTail = (f: number): number =>
  1 / 3 + f * (-1 / 4 + f * (1 / 5 + f * (-1 / 6 + f * (1 / 7 + f * (-1 / 8 + f * (1 / 9))))));

/**
 * ln(x + rest) for a normal positive x; |rest| ≤ ulp(x). `shift` is added to the exponent of two.
 */
function lnOfNormal(x: number, rest: number, shift: number): number {
  const offset = highWord(x) - ORIGIN;
  const k = offset >> 20;
  const row = 3 * ((offset >> 13) & 127);
  const m = significandAt(x, k);
  const c = ROWS[row]!;
  const mHigh = Math.fround(m);
  const near = mHigh * c - 1;
  const far = (m - mHigh) * c;
  const f = near + far;
  const fLow = near - f + far + (rest === 0 ? 0 : significandAt(rest, k) * c);
  const exponent = k + shift;
  const base = exponent * LN2_HIGH + ROWS[row + 1]!;
  const sum = base + f;
  const dropped = base - sum + f;
  const square = f * f;
  return sum + (dropped + (ROWS[row + 2]! + exponent * LN2_LOW + fLow - 0.5 * square + square * f * cubicTail(f)));
}

/**
 * ln x. Error below 0.51 ulp.
 * NaN or x < 0 → NaN, ±0 → −Infinity, Infinity → Infinity, 1 → +0; subnormals are scaled first, exactly.
 */
export function ln(x: number): number {
  if (x >= 2.2250738585072014e-308) return x === Number.POSITIVE_INFINITY ? x : lnOfNormal(x, 0, 0);
  if (x > 0) return lnOfNormal(x * TWO_POW_54, 0, -54);
  return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
}

/**
 * ln(1 + x), accurate also near zero. Error below 0.75 ulp.
 * NaN or x < −1 → NaN, −1 → −Infinity, ±0 → ±0, Infinity → Infinity.
 */
export function log1p(x: number): number {
  if (x > -0.0078125 && x < 0.0078125) {
    if (x === 0) return x;
    const square = x * x;
    return x + (-0.5 * square + square * x * cubicTail(x));
  }
  if (!(x > -1 && x < Number.POSITIVE_INFINITY)) {
    return x === -1 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  }
  const sum = 1 + x;
  return lnOfNormal(sum, x > 1 ? x - sum + 1 : 1 - sum + x, 0);
}

/**
 * ln x as a pair: returns the high part, leaves the low part in `low[0]`. Relative error below 2^−66.
 * Requires: 0 < x < Infinity.
 */
export function lnPair(x: number): number {
  const subnormal = x < 2.2250738585072014e-308;
  const normal = subnormal ? x * TWO_POW_54 : x;
  const offset = highWord(normal) - ORIGIN;
  const k = offset >> 20;
  const row = 3 * ((offset >> 13) & 127);
  const m = significandAt(normal, k);
  const c = ROWS[row]!;
  const mHigh = Math.fround(m);
  const near = mHigh * c - 1;
  const far = (m - mHigh) * c;
  const f = near + far;
  const fLow = near - f + far;
  const exponent = subnormal ? k - 54 : k;
  const base = exponent * LN2_HIGH + ROWS[row + 1]!;
  const sum = base + f;
  const dropped = base - sum + f;
  // −f²/2 in two parts, then everything smaller.
  const square = f * f;
  const half = -0.5 * square;
  const halfLow = -0.5 * squareError(f, square);
  const rest = ROWS[row + 2]! + exponent * LN2_LOW + fLow + square * f * cubicTail(f);
  const second = dropped + half;
  const secondLow = sumError(dropped, half, second);
  const high = sum + second;
  const tail = sum - high + second + (secondLow + (halfLow + rest));
  const result = high + tail;
  low[0] = high - result + tail;
  return result;
}

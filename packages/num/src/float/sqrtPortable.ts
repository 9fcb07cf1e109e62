/**
 * The square root, rounded correctly, in arithmetic that every host has.
 *
 * Method: x = m·4^e with 1 ≤ m < 4; 1/√m from a table and two Newton steps, √m from one more with the exact residual.
 * Where the 60 bits so found leave the rounding open, the exact residual of the rounded value decides it.
 *
 * @module
 */
import { sqrtDown } from "../rounding.ts";
import { highWord, significandAt, timesPowerOfTwo } from "./bits.ts";
import { squareError } from "./doubleDouble.ts";

/** 1/√m at the middle of 64 stretches of [1, 2), then of [2, 4). */
const RECIPROCALS = new Float64Array(128);
for (let row = 0; row < 128; row++) {
  // m = (2·64 + 2·(row mod 64) + 1) / 128 · (1 or 2); then 2^40/√m.
  const numerator = BigInt((129 + 2 * (row & 63)) << (row >> 6));
  RECIPROCALS[row] = Number(sqrtDown((1n << 87n) / numerator)) / 1099511627776;
}

const HALF_ULP = 1.1102230246251565e-16;
const TWO_POW_54 = 18014398509481984;

/**
 * √x. Error at most ½ ulp: the result is the float64 nearest to the root.
 * NaN or x < 0 → NaN, ±0 → ±0, Infinity → Infinity.
 */
export function sqrtPortable(x: number): number {
  if (x < 2.2250738585072014e-308) {
    if (!(x > 0)) return x === 0 ? x : Number.NaN;
    return sqrtPortable(x * TWO_POW_54) * (1 / 134217728);
  }
  if (!(x < Number.POSITIVE_INFINITY)) return x;

  const offset = highWord(x) - 0x3ff00000;
  const e = offset >> 21;
  const m = significandAt(x, 2 * e);
  let y = RECIPROCALS[(offset >> 14) & 127]!;
  y *= 1.5 - 0.5 * m * y * y;
  y *= 1.5 - 0.5 * m * y * y;

  const estimate = m * y;
  const square = estimate * estimate;
  const correction = (m - square - squareError(estimate, square)) * 0.5 * y;
  const rounded = estimate + correction;
  const rest = Math.abs(estimate - rounded + correction);
  // The rest is right to 2^−58: farther from half an ulp than that, the rounding is certain.
  if (rest < HALF_ULP - 3.5e-18) return timesPowerOfTwo(rounded, e);
  return timesPowerOfTwo(settleRounding(m, rounded), e);
}

/** Moves `root` to the float64 nearest to √m, for 1 ≤ m < 4 and a root at most one ulp (2^−52) off. */
function settleRounding(m: number, root: number): number {
  const square = root * root;
  const residual = m - square - squareError(root, square);
  const limit = root * 2 * HALF_ULP;
  if (residual > limit) return root + 2 * HALF_ULP;
  if (residual <= -limit) return root - 2 * HALF_ULP;
  return root;
}

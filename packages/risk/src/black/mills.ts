/**
 * The Mills ratio M(z) = Φ(−z)/φ(z) and its differences: what an option price is made of, without the exponential.
 *
 * With I_k(z) = ∫₀^∞ u^k/k! · e^(−zu − u²/2) du, M = I_0 and M(z + u) = Σ (−u)^k I_k(z). Every I_k is positive, and
 * they are the minimal solution of (k + 1)·I_{k+1} = I_{k−1} − z·I_k, so that a continued fraction, run backward,
 * gives them without cancellation.
 *
 * Source: Abramowitz and Stegun 7.2.5, 26.2.14; W. Gautschi, SIAM Review 9 (1967).
 * @module
 */
import { normalCdf, normalPdf } from "@novate/num";

/** Depth of the continued fraction: enough for 1e-16 from z = 2.25 upward. */
const DEPTH = 90;
/** Taylor terms of a table row: on half a 1/32 step the first one left out is below 1e-17 of the sum. */
const TERMS = 8;
const ROWS_PER_UNIT = 32;
/** Where the table ends; the normal density underflows before. */
export const MILLS_END = 40;

/** I_0(z) … I_7(z), written to `target` from `offset` on, for z ≥ 0. */
function writeIntegrals(z: number, target: Float64Array, offset: number): void {
  if (z < 2.25) {
    target[offset] = normalCdf(-z) / normalPdf(z);
    target[offset + 1] = 1 - z * target[offset]!;
    for (let k = 1; k < TERMS - 1; k += 1)
      target[offset + k + 1] = (target[offset + k - 1]! - z * target[offset + k]!) / (k + 1);
    return;
  }
  let ratio = 0; // I_k / I_{k−1}
  for (let k = DEPTH; k >= 1; k -= 1) {
    ratio = 1 / (z + (k + 1) * ratio);
    if (k < TERMS) target[offset + k] = ratio;
  }
  target[offset] = 1 / (z + ratio); // from I_1 = 1 − z·I_0
  for (let k = 1; k < TERMS; k += 1) target[offset + k] = target[offset + k]! * target[offset + k - 1]!;
}

/** Row j holds I_0 … I_7 at z = j/32, with alternating sign: the Taylor coefficients of M there. */
const TABLE = new Float64Array((MILLS_END * ROWS_PER_UNIT + 2) * TERMS);
for (let row = 0; row * TERMS < TABLE.length; row += 1) {
  writeIntegrals(row / ROWS_PER_UNIT, TABLE, row * TERMS);
  for (let k = 1; k < TERMS; k += 2) TABLE[row * TERMS + k] = -TABLE[row * TERMS + k]!;
}

/** M(z) for 0 ≤ z ≤ {@link MILLS_END}. Relative error below 5e-16. */
export function millsRatio(z: number): number {
  const row = (z * ROWS_PER_UNIT + 0.5) | 0;
  const u = z - row / ROWS_PER_UNIT;
  const at = row * TERMS;
  return (
    TABLE[at]! +
    u *
      (TABLE[at + 1]! +
        u *
          (TABLE[at + 2]! +
            u *
              (TABLE[at + 3]! +
                u * (TABLE[at + 4]! + u * (TABLE[at + 5]! + u * (TABLE[at + 6]! + u * TABLE[at + 7]!))))))
  );
}

/**
 * M(z − t) − M(z + t) for 0 < t ≤ (1 + z)/200, by its series in t: −2t·(M′ + t²/6·M‴ + t⁴/120·M⁗′ + …), each derivative
 * read from one row. The form for options so short-dated that the two ratios nearly cancel; relative error below 1e-14.
 */
export function millsDifference(z: number, t: number): number {
  const row = (z * ROWS_PER_UNIT + 0.5) | 0;
  const u = z - row / ROWS_PER_UNIT;
  const at = row * TERMS;
  const c3 = TABLE[at + 3]!;
  const c4 = TABLE[at + 4]!;
  const c5 = TABLE[at + 5]!;
  const c6 = TABLE[at + 6]!;
  const c7 = TABLE[at + 7]!;
  const first =
    TABLE[at + 1]! + u * (2 * TABLE[at + 2]! + u * (3 * c3 + u * (4 * c4 + u * (5 * c5 + u * (6 * c6 + u * 7 * c7)))));
  const third = c3 + u * (4 * c4 + u * (10 * c5 + u * (20 * c6 + u * 35 * c7)));
  const fifth = c5 + u * (6 * c6 + u * 21 * c7);
  const square = t * t;
  return -2 * t * (first + square * (third + square * (fifth + square * c7)));
}

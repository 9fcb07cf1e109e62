/**
 * The difference of Mills ratios that prices short-dated options without cancellation.
 *
 * With I_k(z) = ∫₀^∞ u^k/k! · e^(−zu − u²/2) du, the Mills ratio is I_0 and
 * M(z − t) − M(z + t) = 2 Σ_{k odd} t^k I_k(z): every term positive. The I_k are the minimal solution of
 * (k + 1) I_{k+1} = I_{k−1} − z I_k, so their ratios come from a continued fraction, run backward.
 *
 * Source: Abramowitz and Stegun 7.2.5, 26.2.14; W. Gautschi, SIAM Review 9 (1967).
 * @module
 */
import { normalCdf, normalPdf } from "@novate/num";

/** Depth of the continued fraction: enough for 1e-16 from z = 1.5 upward. */
const DEPTH = 90;

/**
 * M(z − t) − M(z + t) for z ≥ 0 and 0 < t ≤ (1 + z) / 500, where three terms of the series are exact to the last bit.
 */
export function millsDifference(z: number, t: number): number {
  let first: number;
  let third: number;
  let fifth: number;
  if (z < 1.5) {
    const zeroth = normalCdf(-z) / normalPdf(z);
    first = 1 - z * zeroth;
    const second = (zeroth - z * first) / 2;
    third = (first - z * second) / 3;
    const fourth = (second - z * third) / 4;
    fifth = (third - z * fourth) / 5;
  } else {
    let ratio = 0; // I_k / I_{k−1}, from k = DEPTH down
    let toFifth = 1;
    let toThird = 1;
    for (let k = DEPTH; k >= 1; k -= 1) {
      ratio = 1 / (z + (k + 1) * ratio);
      if (k === 5 || k === 4) toFifth *= ratio;
      if (k === 3 || k === 2) toThird *= ratio;
    }
    first = ratio / (z + ratio); // I_1 = ratio · I_0, and I_0 = 1 / (z + ratio)
    third = first * toThird;
    fifth = third * toFifth;
  }
  const square = t * t;
  return 2 * t * (first + square * (third + square * fifth));
}

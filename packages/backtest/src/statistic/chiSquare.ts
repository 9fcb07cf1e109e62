/**
 * Upper tail of the chi-square law by the regularised incomplete gamma function, on the deterministic kernel.
 *
 * Source: W. Press et al., Numerical Recipes, 3rd ed., §6.2: series below a + 1, Lentz's continued fraction above.
 *
 * @module
 */
import { exp, ln, powReal } from "@novate/num";
import { assert } from "@novate/stdx";

const TOLERANCE = 1e-16;
const MOST_TERMS = 10_000;
/** Lanczos, g = 7, n = 9: relative error below 1e-14 for positive arguments. */
const LANCZOS: readonly number[] = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13,
  -176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6,
  1.505_632_735_149_311_6e-7,
];

/** ln Γ(x) for x ≥ ½. */
export function lnGamma(x: number): number {
  let sum = LANCZOS[0]!;
  for (let term = 1; term < LANCZOS.length; term++) sum += LANCZOS[term]! / (x - 1 + term);
  const t = x + 6.5;
  return 0.918_938_533_204_672_7 + (x - 0.5) * ln(t) - t + ln(sum);
}

/** Q(a, x) = Γ(a, x)/Γ(a), the upper part. Asserts a ≥ ½ and x ≥ 0. */
export function regularisedGammaQ(a: number, x: number): number {
  assert(a >= 0.5 && x >= 0, "gamma: the arguments are out of range");
  if (x === 0) return 1;
  const front = exp(a * ln(x) - x - lnGamma(a));
  return x < a + 1 ? 1 - front * lowerSeries(a, x) : front * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_TERMS && term > sum * TOLERANCE; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = powReal(2, 500);
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) <= TOLERANCE * 4) break;
  }
  return fraction;
}

/** P(χ² > statistic) with these degrees of freedom; a statistic below zero, by rounding, is zero. */
export const chiSquareTail = (statistic: number, degrees: number): number =>
  regularisedGammaQ(degrees / 2, Math.max(statistic, 0) / 2);

/**
 * The quantile function of the normal distribution.
 *
 * Method: a start good to 10^−3, then two Halley steps of third order: in the middle both on Φ(x) − ½ = ½·erf(x/√2),
 * where nothing cancels; in the tails the first on ln Φ(x), where nothing underflows, and the second on Φ(x), which is
 * sharper.
 *
 * @module
 */
import { productError } from "./doubleDouble.ts";
import { erf } from "./erf.ts";
import { ONE, PI, root, toFloat, toFloatRest } from "./fixedPoint.ts";
import { ln } from "./ln.ts";
import { normalCdf, normalPdf } from "./normal.ts";
import { sqrt } from "./sqrt.ts";
import { DENSITY_AT_ZERO, scaledTail } from "./tailTable.ts";

const SQRT_HALF = toFloat(root(ONE >> 1n));
const SQRT_HALF_LOW = toFloatRest(root(ONE >> 1n));
const SQRT_TWO = 2 * SQRT_HALF;
const SQRT_TWO_PI = toFloat(root(2n * PI));
const DENSITY = toFloat(DENSITY_AT_ZERO);
/** Probabilities below lose bits near the subnormals; there the logarithm is the sharper measure. */
const SMALLEST_LINEAR = 1e-290;

/** Solves ½·erf(x/√2) = q for |q| ≤ ¼. */
function middle(q: number): number {
  // Inverse series x = v + v³/6 + 7v⁵/120 + 127v⁷/5040 + …, v = q·√(2π).
  const v = q * SQRT_TWO_PI;
  const square = v * v;
  let x = v + v * square * (1 / 6 + square * (7 / 120 + square * (127 / 5040)));
  for (let step = 0; step < 2; step++) {
    const z = x * SQRT_HALF;
    // What rounding took from z moves the root by √2 times as much.
    const dropped = productError(x, SQRT_HALF, z) + x * SQRT_HALF_LOW;
    const newton = (0.5 * erf(z) - q) / normalPdf(x) + SQRT_TWO * dropped;
    x -= newton / (1 + 0.5 * newton * x);
  }
  return x;
}

/** Solves Φ(−x) = p for 0 < p ≤ ¼; x is positive. */
function tail(p: number): number {
  const target = ln(p);
  // Start: Hastings' rational approximation, Abramowitz & Stegun 26.2.23, |error| < 4.5·10^−4.
  const t = sqrt(-2 * target);
  const start = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  const x = stepOnLogarithm(start, target);
  if (p < SMALLEST_LINEAR) return stepOnLogarithm(x, target);
  const newton = (normalCdf(-x) - p) / normalPdf(x);
  return x + newton / (1 - 0.5 * newton * x);
}

/** One Halley step towards ln Φ(−x) = target. */
function stepOnLogarithm(x: number, target: number): number {
  const scaled = scaledTail(x, 0);
  // With g = ln Φ(−x) − target and the hazard h = φ(x)/Φ(−x): g′ = −h, g″ = −h·(h − x).
  const hazard = DENSITY / scaled;
  const newton = (ln(scaled) - 0.5 * x * x - target) / hazard;
  return x + newton / (1 + 0.5 * newton * (hazard - x));
}

/**
 * The x with Φ(x) = p. Error below 1.5 ulp.
 * p = 0 → −Infinity, p = 1 → Infinity, ½ → +0; outside [0, 1] or NaN → NaN.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) {
    return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  }
  if (p < 0.25) return -tail(p);
  return p > 0.75 ? tail(1 - p) : middle(p - 0.5);
}

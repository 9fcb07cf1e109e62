/**
 * The bivariate normal distribution function times an exponential, with relative accuracy however small the probability:
 * what an image of a path far up the drift is worth.
 *
 * @module
 */
import { exp, ln, normalCdf, sqrt } from "@novate/num";
import { bivariateNormalCdf } from "./bivariateNormal.ts";
import { integratePanels } from "./gaussLegendre.ts";
import { millsAt, scaledNormalTail } from "./normalTail.ts";

const LN_SQRT_TWO_PI = 0.9189385332046727;
/** Up to this power the absolute accuracy of the plain function, 1e-15, is accuracy enough. */
const PLAIN_POWER = 3;
/** Parts of the integrand below e^(−45) of its peak carry nothing. */
const NEGLIGIBLE = 45;
/** A correlation so near to one has a single variable. */
const NEARLY_ONE = 1e-12;

/** ln Φ(v). */
function lnNormalCdf(v: number): number {
  return v > -5 ? ln(normalCdf(v)) : ln(millsAt(-v)) - 0.5 * v * v - LN_SQRT_TWO_PI;
}

/** φ(v)/Φ(v). */
function hazard(v: number): number {
  return v > -5 ? exp(-0.5 * v * v - LN_SQRT_TWO_PI) / normalCdf(v) : 1 / millsAt(-v);
}

/** e^power · P(low ≤ X ≤ high), as a difference of the smaller tails. */
const scaledBetween = (power: number, low: number, high: number): number =>
  low + high > 0
    ? scaledNormalTail(power, low) - scaledNormalTail(power, high)
    : scaledNormalTail(power, -high) - scaledNormalTail(power, -low);

/**
 * e^power · P(X ≤ x, Y ≤ y) for standard normals of correlation `rho`. Relative error below 1e-11 where `power` exceeds 3.
 *
 * ∫ φ(u)·Φ((y − ρu)/s) du over u ≤ x, s² = 1 − ρ²: its logarithm is concave, so it has one peak, from which it falls faster
 * than a normal density; it is summed over as much as counts, in three parts about the bend of Φ.
 */
export function scaledBivariateCdf(power: number, x: number, y: number, rho: number): number {
  if (power < PLAIN_POWER) return exp(power) * bivariateNormalCdf(x, y, rho);
  if (x === Number.NEGATIVE_INFINITY || y === Number.NEGATIVE_INFINITY) return 0;
  if (x === Number.POSITIVE_INFINITY) return scaledNormalTail(power, -y);
  if (y === Number.POSITIVE_INFINITY) return scaledNormalTail(power, -x);
  if (rho > 1 - NEARLY_ONE) return scaledNormalTail(power, -Math.min(x, y));
  if (rho < NEARLY_ONE - 1) return Math.max(0, scaledBetween(power, -y, x));
  const s = sqrt((1 - rho) * (1 + rho));
  const bend = (u: number): number => (y - rho * u) / s;
  const height = (u: number): number => power - 0.5 * u * u - LN_SQRT_TWO_PI + lnNormalCdf(bend(u));
  const slope = (u: number): number => -u - (rho / s) * hazard(bend(u));
  const peak = slope(x) >= 0 ? x : peakBelow(x, slope);
  const top = height(peak);
  if (top < -745 - NEGLIGIBLE) return 0;
  const edgeFrom = (direction: 1 | -1): number => {
    let step = 0.125 * s;
    while (height(peak + direction * step) > top - NEGLIGIBLE) step *= 1.5;
    return peak + direction * step;
  };
  const from = edgeFrom(-1);
  const to = peak === x ? x : Math.min(x, edgeFrom(1));
  const reach = (8 * s) / Math.abs(rho);
  const kinks = rho === 0 ? [] : [y / rho - reach, y / rho + reach].filter((u) => u > from && u < to);
  const edges = [from, ...kinks, to];
  let sum = 0;
  for (let i = 1; i < edges.length; i += 1)
    sum += integratePanels((u) => exp(height(u) - top), edges[i - 1]!, edges[i]!, 6, 20);
  return sum * exp(top);
}

/** The zero of a falling slope below `x`, where it is negative. */
function peakBelow(x: number, slope: (u: number) => number): number {
  let step = 1;
  while (slope(x - step) < 0) step *= 2;
  let [low, high] = [x - step, x];
  for (let round = 0; round < 50; round += 1) {
    const middle = 0.5 * (low + high);
    if (slope(middle) < 0) high = middle;
    else low = middle;
  }
  return low;
}

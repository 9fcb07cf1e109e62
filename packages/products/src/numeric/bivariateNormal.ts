/**
 * The bivariate normal distribution function.
 *
 * Source: A. Genz, "Numerical computation of rectangular bivariate and trivariate normal and t probabilities",
 * Statistics and Computing 14 (2004), in the form of Z. Drezner and G. Wesolowsky (1990). Absolute error below 1e-15.
 * @module
 */
import { cos, exp, normalCdf, sin, sqrt } from "@novate/num";
import { gaussLegendre } from "./gaussLegendre.ts";

const TWO_PI = 6.283185307179586;

/** P(X ≤ x, Y ≤ y) for standard normals of correlation `rho` in [−1, 1]. */
export function bivariateNormalCdf(x: number, y: number, rho: number): number {
  if (x === Number.NEGATIVE_INFINITY || y === Number.NEGATIVE_INFINITY) return 0;
  if (x === Number.POSITIVE_INFINITY) return normalCdf(y);
  if (y === Number.POSITIVE_INFINITY) return normalCdf(x);
  const probability = Math.abs(rho) < 0.925 ? moderate(-x, -y, rho) : extreme(-x, -y, rho);
  return probability < 0 ? 0 : probability > 1 ? 1 : probability;
}

const pointsFor = (rho: number): number => (Math.abs(rho) < 0.3 ? 6 : Math.abs(rho) < 0.75 ? 12 : 20);

/** arcsin for |x| < 0.925, by Newton's method on the sine. */
function arcSine(x: number): number {
  let angle = x + (x * x * x) / 6;
  for (let step = 0; step < 6; step += 1) angle -= (sin(angle) - x) / cos(angle);
  return angle;
}

/** P(X > h, Y > k) by the integral over the angle of the correlation. */
function moderate(h: number, k: number, rho: number): number {
  const { nodes, weights } = gaussLegendre(pointsFor(rho));
  const halfSquares = 0.5 * (h * h + k * k);
  const product = h * k;
  const angle = arcSine(rho);
  let sum = 0;
  for (let i = 0; i < nodes.length; i += 1) {
    const sine = sin(0.5 * angle * (nodes[i]! + 1));
    sum += weights[i]! * exp((sine * product - halfSquares) / (1 - sine * sine));
  }
  return (sum * angle) / (2 * TWO_PI) + normalCdf(-h) * normalCdf(-k);
}

/** P(X > h, Y > k) near perfect correlation, by expansion around it. */
function extreme(h: number, kGiven: number, rho: number): number {
  const k = rho < 0 ? -kGiven : kGiven;
  const product = h * k;
  let sum = 0;
  if (Math.abs(rho) < 1) {
    const square = (1 - rho) * (1 + rho);
    let a = sqrt(square);
    const gap = (h - k) * (h - k);
    const c = (4 - product) / 8;
    const d = (12 - product) / 16;
    const exponent = -0.5 * (gap / square + product);
    if (exponent > -100)
      sum = a * exp(exponent) * (1 - (c * (gap - square) * (1 - (d * gap) / 5)) / 3 + (c * d * square * square) / 5);
    if (-product < 100) {
      const b = sqrt(gap);
      sum -= exp(-0.5 * product) * sqrt(TWO_PI) * normalCdf(-b / a) * b * (1 - (c * gap * (1 - (d * gap) / 5)) / 3);
    }
    a *= 0.5;
    const { nodes, weights } = gaussLegendre(20);
    for (let i = 0; i < nodes.length; i += 1) {
      const x = a * (nodes[i]! + 1);
      const xs = x * x;
      const root = sqrt(1 - xs);
      const power = -0.5 * (gap / xs + product);
      if (power > -100)
        sum +=
          a *
          weights[i]! *
          exp(power) *
          (exp((-product * xs) / (2 * (1 + root) * (1 + root))) / root - (1 + c * xs * (1 + d * xs)));
    }
    sum /= -TWO_PI;
  }
  if (rho > 0) return sum + normalCdf(-(h > k ? h : k));
  const remainder = h >= k ? 0 : h < 0 ? normalCdf(k) - normalCdf(h) : normalCdf(-h) - normalCdf(-k);
  return remainder - sum;
}

/**
 * Gauss–Legendre quadrature with nodes computed once: the integral of every smooth function of this package.
 *
 * Source: Press et al., "Numerical Recipes", 3rd ed., section 4.6 (Newton's method on the Legendre recurrence).
 * @module
 */
import { cos } from "@novate/num";

export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, QuadratureRule>();

/** The rule of `count` points on [−1, 1], exact for polynomials of degree 2·count − 1. */
export function gaussLegendre(count: number): QuadratureRule {
  const known = rules.get(count);
  if (known !== undefined) return known;
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < (count + 1) >> 1; i += 1) {
    let x = cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 0;
    for (let step = 0; step < 10; step += 1) {
      let last = 1;
      let before = 0;
      for (let j = 0; j < count; j += 1) {
        const next = ((2 * j + 1) * x * last - j * before) / (j + 1);
        before = last;
        last = next;
      }
      slope = (count * (x * last - before)) / (x * x - 1);
      x -= last / slope;
    }
    const isCentre = 2 * i + 1 === count;
    nodes[i] = isCentre ? 0 : -x;
    nodes[count - 1 - i] = isCentre ? 0 : x;
    weights[i] = weights[count - 1 - i] = 2 / ((1 - x * x) * slope * slope);
  }
  const rule = { nodes, weights };
  rules.set(count, rule);
  return rule;
}

/** ∫ of `integrand` over [from, to] with one rule of `count` points; terms are summed in order of the nodes. */
export function integrate(integrand: (x: number) => number, from: number, to: number, count = 64): number {
  const { nodes, weights } = gaussLegendre(count);
  const middle = 0.5 * (from + to);
  const reach = 0.5 * (to - from);
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += weights[i]! * integrand(middle + reach * nodes[i]!);
  return reach * sum;
}

/** The same over `panels` equal parts, for an integrand with more structure than one rule resolves. */
export function integratePanels(
  integrand: (x: number) => number,
  from: number,
  to: number,
  panels: number,
  count = 32,
): number {
  const width = (to - from) / panels;
  let sum = 0;
  for (let i = 0; i < panels; i += 1) sum += integrate(integrand, from + i * width, from + (i + 1) * width, count);
  return sum;
}

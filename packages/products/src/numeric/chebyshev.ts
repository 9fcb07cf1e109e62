/**
 * Interpolation of a smooth function by Chebyshev polynomials of the first kind.
 *
 * Source: L. N. Trefethen, "Approximation Theory and Approximation Practice" (2013), chapters 2–4; Clenshaw's sum.
 * @module
 */
import { cos } from "@novate/num";

const nodesByCount = new Map<number, readonly number[]>();

/** The extreme points cos(iπ/(count − 1)) of [−1, 1], from 1 down to −1. */
export function chebyshevNodes(count: number): readonly number[] {
  const known = nodesByCount.get(count);
  if (known !== undefined) return known;
  const nodes = Array.from({ length: count }, (_, i) => cos((i * Math.PI) / (count - 1)));
  nodesByCount.set(count, nodes);
  return nodes;
}

const cosinesByCount = new Map<number, Float64Array>();

/** cos(jπ/(count − 1)) for one whole turn: the entries of the transform. */
function cosinesOf(count: number): Float64Array {
  const known = cosinesByCount.get(count);
  if (known !== undefined) return known;
  const table = new Float64Array(2 * (count - 1));
  for (let j = 0; j < table.length; j += 1) table[j] = cos((j * Math.PI) / (count - 1));
  cosinesByCount.set(count, table);
  return table;
}

/** Coefficients of the interpolant through `heights` at the nodes; the first and last are halved already. */
export function chebyshevCoefficients(heights: readonly number[]): Float64Array {
  const last = heights.length - 1;
  const cosines = cosinesOf(heights.length);
  const coefficients = new Float64Array(heights.length);
  for (let k = 0; k <= last; k += 1) {
    let sum = 0.5 * (heights[0]! + (k % 2 === 0 ? heights[last]! : -heights[last]!));
    for (let i = 1; i < last; i += 1) sum += heights[i]! * cosines[(i * k) % (2 * last)]!;
    coefficients[k] = (2 * sum) / last;
  }
  coefficients[0]! *= 0.5;
  coefficients[last]! *= 0.5;
  return coefficients;
}

/** The interpolant at `x`; outside [−1, 1] it is held at the edge. */
export function chebyshevValue(coefficients: Float64Array, x: number): number {
  const inside = x > 1 ? 1 : x < -1 ? -1 : x;
  const twice = 2 * inside;
  let next = 0;
  let afterNext = 0;
  for (let k = coefficients.length - 1; k >= 1; k -= 1) {
    const current = coefficients[k]! + twice * next - afterNext;
    afterNext = next;
    next = current;
  }
  return coefficients[0]! + inside * next - afterNext;
}

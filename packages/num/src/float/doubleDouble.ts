/**
 * Sums and products that keep what rounding drops: a value is then the exact sum of a high and a low float64.
 *
 * A function that computes such a pair returns the high part and leaves the low part in {@link low}[0], so that hot
 * paths allocate nothing. Sources: T. J. Dekker, Numer. Math. 18 (1971); D. E. Knuth, TAOCP 2, §4.2.2.
 *
 * @module
 */

/** Where the low part of the pair computed last is found; read it before the next call. */
export const low = new Float64Array(1);

/** 2^27 + 1: multiplying by it splits 53 bits into two signed halves of 26. */
const SPLITTER = 134217729;

/** What x·y dropped when it was rounded to `product`: exact unless something over- or underflows. */
export function productError(x: number, y: number, product: number): number {
  const xShifted = x * SPLITTER;
  const xHigh = xShifted - (xShifted - x);
  const xLow = x - xHigh;
  const yShifted = y * SPLITTER;
  const yHigh = yShifted - (yShifted - y);
  const yLow = y - yHigh;
  return xLow * yLow - (product - xHigh * yHigh - xLow * yHigh - xHigh * yLow);
}

/** What x² dropped when it was rounded to `square`. */
export function squareError(x: number, square: number): number {
  const shifted = x * SPLITTER;
  const high = shifted - (shifted - x);
  const rest = x - high;
  return rest * rest - (square - high * high - 2 * high * rest);
}

/** What x + y dropped when it was rounded to `sum`, whichever is larger. */
export function sumError(x: number, y: number, sum: number): number {
  const yRounded = sum - x;
  return x - (sum - yRounded) + (y - yRounded);
}

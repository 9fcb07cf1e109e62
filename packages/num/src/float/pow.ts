/**
 * Real powers of positive numbers.
 *
 * @module
 */
import { low, productError } from "./doubleDouble.ts";
import { timesExp } from "./exp.ts";
import { lnPair } from "./ln.ts";

/**
 * x^y for x ≥ 0 as e^(y·ln x), with ln x and the product in double-double. Error below 0.51 ulp; below 1 ulp where it
 * is subnormal.
 * The edge cases are those of ECMAScript for x ≥ 0: y = ±0 → 1 for any x; NaN → NaN; 1^±Infinity → NaN;
 * 0 and Infinity give 0, 1 or Infinity by the sign of y. x < 0 → NaN: a negative base is outside the domain.
 */
export function powReal(x: number, y: number): number {
  if (y === 0) return 1;
  if (!(x > 0 && x < Number.POSITIVE_INFINITY) || !(y - y === 0)) return powAtEdge(x, y);
  const logarithm = lnPair(x);
  const logarithmLow = low[0]!;
  const exponent = y * logarithm;
  if (exponent > 710) return Number.POSITIVE_INFINITY;
  if (exponent < -746) return 0;
  // Splitting would overflow for a huge y; there x is so near 1 or the result so extreme that y can be scaled.
  const large = y > 1e290 || y < -1e290;
  const error = large
    ? productError(y * 9.313225746154785e-10, logarithm * 1073741824, exponent)
    : productError(y, logarithm, exponent);
  return timesExp(1, 0, exponent, error + y * logarithmLow);
}

/** x^y where x is 0, Infinity, negative or NaN, or y is ±Infinity or NaN. */
function powAtEdge(x: number, y: number): number {
  if (!(x >= 0) || Number.isNaN(y) || x === 1) return Number.NaN;
  return x > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
}

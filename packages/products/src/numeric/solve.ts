/**
 * Roots of one increasing or decreasing function, with certainty rather than speed.
 *
 * Source: R. P. Brent, "Algorithms for Minimization without Derivatives" (1973), chapter 4; here in the simpler form
 * of regula falsi with the Anderson–Björck correction inside a bracket.
 * @module
 */

/** The root of `f` in [from, to], where its signs differ; stops when the bracket is narrower than `width`. */
export function solveBracketed(f: (x: number) => number, from: number, to: number, width: number): number {
  let left = from;
  let right = to;
  let atLeft = f(left);
  let atRight = f(right);
  if (atLeft === 0) return left;
  if (atRight === 0) return right;
  for (let step = 0; step < 200 && Math.abs(right - left) > width; step += 1) {
    const secant = right - (atRight * (right - left)) / (atRight - atLeft);
    const middle = step % 4 === 3 ? 0.5 * (left + right) : secant;
    const value = f(middle);
    if (value === 0) return middle;
    if (value > 0 !== atRight > 0) {
      left = right;
      atLeft = atRight;
    } else {
      const factor = 1 - value / atRight;
      atLeft *= factor > 0 ? factor : 0.5;
    }
    right = middle;
    atRight = value;
  }
  return Math.abs(atLeft) < Math.abs(atRight) ? left : right;
}

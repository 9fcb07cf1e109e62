/**
 * What an account loses and gains as each of its underlyings moves, to second order.
 *
 * @module
 */
import { assert } from "@novate/stdx";

/** In money, for a relative move m of the spot: profit ≈ delta·m + ½·gamma·m². */
export interface Exposure {
  readonly delta: number;
  readonly gamma: number;
}

/** One line of a scenario table: the relative move and the profit that it brings to the account. */
export interface ScenarioPoint {
  readonly move: number;
  readonly profit: number;
}

/**
 * The parabola through zero that fits the scenarios of one underlying best (least squares, closed form).
 * Asserts at least two different moves other than zero.
 */
export function exposureOf(scenarios: readonly ScenarioPoint[]): Exposure {
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  let first = 0;
  let second = 0;
  for (const { move, profit } of scenarios) {
    const square = move * move;
    m2 += square;
    m3 += square * move;
    m4 += square * square;
    first += move * profit;
    second += square * profit;
  }
  const determinant = m2 * m4 - m3 * m3;
  assert(determinant > 1e-12 * m2 * m4, "breach: the scenarios of an underlying have fewer than two moves");
  return {
    delta: (first * m4 - second * m3) / determinant,
    gamma: (2 * (second * m2 - first * m3)) / determinant,
  };
}

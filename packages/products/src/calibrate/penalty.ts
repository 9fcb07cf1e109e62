/**
 * How far a candidate slice is from being free of arbitrage: what the search is punished for.
 *
 * @module
 */
import { exp, ln } from "@novate/num";
import { CERTIFIED_LOG_MONEYNESS, densityFactor, type SviSlice, sviTotalVariance } from "@novate/risk";

/** Kept between the density factor and zero at grid points, and as growth of variance from the expiry before. */
const DENSITY_MARGIN = 1e-3;
const GAP_MARGIN = 2e-4;
/** Points inside the quoted strikes and a little beyond, and on each side from there to the edge. */
const INNER_POINTS = 61;
/** Dense, since a wing's density may dip below zero between k and 1.05·k where the slope of the variance overtakes it. */
const OUTER_POINTS = 100;
/** Of one outer point beside an inner one: what lies far from every quote must not drown what the quotes say. */
const OUTER_WEIGHT = 0.2;

/** Where penalties are measured. */
export interface PenaltyGrid {
  readonly first: number;
  readonly last: number;
  readonly points: readonly number[];
}

const weightOf = (index: number): number => (index < INNER_POINTS ? 1 : OUTER_WEIGHT);

/** Evenly over one and a half times the quoted strikes, then in geometric steps to the edge of the certificates. */
export function penaltyGrid(first: number, last: number): PenaltyGrid {
  const middle = 0.5 * (first + last);
  const reach = 0.75 * (last - first);
  const points = Array.from({ length: INNER_POINTS }, (_, i) => middle + reach * ((2 * i) / (INNER_POINTS - 1) - 1));
  for (const side of [1, -1]) {
    const start = Math.max(side * (middle + side * reach), 0.01);
    const growth = exp(ln(CERTIFIED_LOG_MONEYNESS / start) / OUTER_POINTS);
    let k = side * start;
    for (let i = 0; i < OUTER_POINTS; i += 1) {
      k *= growth;
      points.push(k);
    }
  }
  return { first, last, points };
}

/**
 * Sum over the grid of what the density lacks to be positive, with breaches of the wings and of a centre outside the
 * quotes. To the first power, so that a finite penalty removes them. `caution` widens the margin.
 */
export function densityBreach(slice: SviSlice, grid: PenaltyGrid, caution: number): number {
  let sum = 0;
  for (const [index, k] of grid.points.entries()) {
    const density = densityFactor(slice, k) - caution * DENSITY_MARGIN;
    if (density < 0) sum -= weightOf(index) * density;
  }
  const wing = 1.999 - slice.b * (1 + Math.abs(slice.rho));
  if (wing < 0) sum -= wing;
  return sum + (slice.m < grid.first ? grid.first - slice.m : slice.m > grid.last ? slice.m - grid.last : 0);
}

/** Sum over the grid of how far, relatively, `far` fails to lie above `near` in total variance. */
export function crossingBreach(near: SviSlice, far: SviSlice, grid: PenaltyGrid, caution: number): number {
  let sum = 0;
  for (const [index, k] of grid.points.entries()) {
    const growth = sviTotalVariance(far, k) / sviTotalVariance(near, k) - 1 - caution * GAP_MARGIN;
    if (growth < 0) sum -= weightOf(index) * growth;
  }
  return sum;
}

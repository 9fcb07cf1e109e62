/**
 * Greeks by differences of the value, for products without closed forms of them.
 *
 * Five-point stencils in spot and volatility: truncation falls with the fourth power of the step, so the steps can be
 * large enough that rounding of the value (about 1e-14 relative) stays below 1e-8 of a Greek. Near a barrier the
 * stencil may straddle it: the Greek is then that of a spread of barriers, which is how it would be hedged.
 *
 * @module
 */
import type { Greeks } from "@novate/risk";

/** Displacements of the market: relative spot, absolute volatility, rate and time. */
export interface Displacement {
  readonly spot: number;
  readonly vol: number;
  readonly rate: number;
  readonly time: number;
}

const NOWHERE: Displacement = { spot: 0, vol: 0, rate: 0, time: 0 };
const SPOT_STEP = 1e-3;
const RATE_STEP = 1e-4;

/** First derivative from values at −2h, −h, h, 2h. */
const slopeOf = (f: (x: number) => number, h: number): number =>
  (f(-2 * h) - 8 * f(-h) + 8 * f(h) - f(2 * h)) / (12 * h);

/** Second derivative from values at −2h … 2h. */
const curvatureOf = (f: (x: number) => number, h: number): number =>
  (-f(-2 * h) + 16 * f(-h) - 30 * f(0) + 16 * f(h) - f(2 * h)) / (12 * h * h);

/** First derivative from values at 0, h … 4h, for a variable that cannot go the other way. */
const oneSidedSlopeOf = (f: (x: number) => number, h: number): number =>
  (-25 * f(0) + 48 * f(h) - 36 * f(2 * h) + 16 * f(3 * h) - 3 * f(4 * h)) / (12 * h);

/**
 * `valueAt` revalues the product in a displaced market, and `isValued` says whether that market has a value: where the
 * rate may move one way alone, rho is that side's. `years` bounds the step in time, `vol` that in volatility.
 */
export function greeksByDifferences(
  valueAt: (displacement: Displacement) => number,
  isValued: (displacement: Displacement) => boolean,
  spot: number,
  volAnnual: number,
  years: number,
): Greeks {
  const volStep = Math.min(2e-3, 0.1 * volAnnual);
  const timeStep = Math.min(2e-4, 0.05 * years);
  const along =
    (axis: keyof Displacement, from: Displacement = NOWHERE) =>
    (x: number): number =>
      valueAt({ ...from, [axis]: from[axis] + x });
  const spotSlope = (vol: number): number => slopeOf(along("spot", { ...NOWHERE, vol }), SPOT_STEP) / spot;
  const rho = (): number => {
    const isFree = (side: 1 | -1): boolean => isValued({ ...NOWHERE, rate: side * 2 * RATE_STEP });
    if (isFree(1) && isFree(-1)) return slopeOf(along("rate"), RATE_STEP);
    return oneSidedSlopeOf(along("rate"), isFree(1) ? RATE_STEP : -RATE_STEP);
  };
  return {
    delta: spotSlope(0),
    gamma: curvatureOf(along("spot"), SPOT_STEP) / (spot * spot),
    vega: volStep > 0 ? slopeOf(along("vol"), volStep) : 0,
    theta: timeStep > 0 ? -slopeOf(along("time"), timeStep) : 0,
    rho: rho(),
    vanna: volStep > 0 ? (spotSlope(volStep) - spotSlope(-volStep)) / (2 * volStep) : 0,
    volga: volStep > 0 ? curvatureOf(along("vol"), volStep) : 0,
  };
}

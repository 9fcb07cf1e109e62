/**
 * Proofs that a smile and a term structure admit no arbitrage, by interval bounds rather than by sampling.
 *
 * Butterfly: the implied density is non-negative where
 * g(k) = (1 − k·w′/2w)² − (w′²/4)(1/w + 1/4) + w″/2 ≥ 0. Calendar: w(k) does not fall with expiry.
 * Each interval is halved until a lower bound of the function over the *whole* interval is not negative, or until a
 * point shows that it is. The domain is |k| ≤ 10, that is every strike from F/22,000 to 22,000·F; beyond it R. Lee's
 * bound on the wings, b(1 + |ρ|) ≤ 2, is required.
 *
 * Source: Gatheral and Jacquier (2014), section 2; R. Lee, "The moment formula for implied volatility at extreme
 * strikes", Mathematical Finance 14 (2004).
 * @module
 */
import { sqrt } from "@novate/num";
import { type Refused, refuse } from "../check/refusal.ts";
import { type SviParameters, sviDerivatives, sviMinimumVariance, sviTotalVariance } from "./svi.ts";

/** Largest |k| that the certificates cover. */
export const CERTIFIED_LOG_MONEYNESS = 10;
/** A bound this little below zero counts as zero: rounding, in units of g and of total variance. */
const TOLERANCE = 1e-8;
/** Intervals one certificate may look at before it is refused as undecided. */
const MAX_INTERVALS = 40_000;

/** Gatheral's density factor at log-moneyness `k`. */
export function densityFactor(slice: SviParameters, k: number): number {
  const w = sviTotalVariance(slice, k);
  const { first, second } = sviDerivatives(slice, k);
  const lever = 1 - (k * first) / (2 * w);
  return lever * lever - 0.25 * first * first * (1 / w + 0.25) + 0.5 * second;
}

/** A lower bound of g over [left, right], which must not straddle 0. w′ rises, w″ has one peak, w one trough. */
function densityFactorBound(slice: SviParameters, left: number, right: number): number {
  const atLeft = sviDerivatives(slice, left);
  const atRight = sviDerivatives(slice, right);
  const leftVariance = sviTotalVariance(slice, left);
  const rightVariance = sviTotalVariance(slice, right);
  const trough = slice.m - (slice.rho * slice.sigma) / sqrt(1 - slice.rho * slice.rho);
  const least = trough > left && trough < right ? sviMinimumVariance(slice) : Math.min(leftVariance, rightVariance);
  const most = Math.max(leftVariance, rightVariance);

  const corners = [left * atLeft.first, left * atRight.first, right * atLeft.first, right * atRight.first];
  const lowCorner = Math.min(...corners);
  const highCorner = Math.max(...corners);
  const lowLever = 1 - highCorner / (2 * (highCorner > 0 ? least : most));
  const highLever = 1 - lowCorner / (2 * (lowCorner > 0 ? most : least));
  const lever = lowLever > 0 ? lowLever : highLever < 0 ? highLever : 0;
  const steepest = Math.max(Math.abs(atLeft.first), Math.abs(atRight.first));
  const curvature = Math.min(atLeft.second, atRight.second);
  return lever * lever - 0.25 * steepest * steepest * (1 / least + 0.25) + 0.5 * curvature;
}

/** A lower bound of w_far − w_near over [left, right]: the far tangent less the near chord, both straight lines. */
function varianceGapBound(near: SviParameters, far: SviParameters, left: number, right: number): number {
  const middle = 0.5 * (left + right);
  const slope = sviDerivatives(far, middle).first;
  const level = sviTotalVariance(far, middle);
  const reach = 0.5 * slope * (right - left);
  return Math.min(level - reach - sviTotalVariance(near, left), level + reach - sviTotalVariance(near, right));
}

/** Where `value` is negative on the certified domain; undefined where `bound` proves that it is nowhere. */
function findNegative(
  value: (k: number) => number,
  bound: (left: number, right: number) => number,
): { readonly k: number; readonly isProven: boolean } | undefined {
  const stack: number[] = [];
  for (let node = -CERTIFIED_LOG_MONEYNESS; node < CERTIFIED_LOG_MONEYNESS; node += 0.5) stack.push(node, node + 0.5);
  for (let count = 0; stack.length > 0; count += 1) {
    const right = stack.pop()!; // pushed in pairs
    const left = stack.pop()!;
    const middle = 0.5 * (left + right);
    if (value(middle) < -TOLERANCE) return { k: middle, isProven: true };
    if (bound(left, right) >= -TOLERANCE) continue;
    if (count >= MAX_INTERVALS) return { k: middle, isProven: false };
    stack.push(left, middle, middle, right);
  }
  return undefined;
}

/** Refuses a slice whose density is negative somewhere or whose wings break Lee's bound. */
export function butterflyFault(slice: SviParameters, path = "slice"): Refused | undefined {
  const wing = slice.b * (1 + Math.abs(slice.rho));
  if (wing > 2) return refuse("ButterflyArbitrage", `${path}.b`, `wing slope b(1+|rho|) = ${wing} exceeds 2`);
  const negative = findNegative(
    (k) => densityFactor(slice, k),
    (left, right) => densityFactorBound(slice, left, right),
  );
  if (negative === undefined) return undefined;
  const finding = negative.isProven ? "the implied density is negative" : "no arbitrage could not be proven";
  return refuse("ButterflyArbitrage", path, `${finding} at log-moneyness ${negative.k}`);
}

/** Refuses a `far` expiry with less total variance than `near` at some strike: a crossed surface. */
export function calendarFault(near: SviParameters, far: SviParameters, path = "far"): Refused | undefined {
  const negative = findNegative(
    (k) => sviTotalVariance(far, k) - sviTotalVariance(near, k),
    (left, right) => varianceGapBound(near, far, left, right),
  );
  if (negative === undefined) return undefined;
  const finding = negative.isProven ? "total variance falls below the expiry before" : "order could not be proven";
  return refuse("CalendarArbitrage", path, `${finding} at log-moneyness ${negative.k}`);
}

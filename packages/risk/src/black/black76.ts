/**
 * The undiscounted Black-76 value of a call or put on a forward, accurate in relative terms everywhere.
 *
 * A value is intrinsic plus the out-of-the-money option of the same strike, so nothing cancels deep in the money,
 * put–call parity holds to the last bit of the addition, and the limits of no time and no volatility are exact.
 *
 * Source: F. Black, "The pricing of commodity contracts", J. Financial Economics 3 (1976); for the accurate forms,
 * P. Jäckel, "Let's be rational", Wilmott (2015).
 * @module
 */
import { exp, ln, log1p } from "@novate/num";
import { MILLS_END, millsDifference, millsRatio } from "./mills.ts";

export type OptionKind = "call" | "put";

const INVERSE_SQRT_TWO_PI = 0.3989422804014327;

/** ln(larger / smaller) for larger ≥ smaller > 0, accurate when the two are close: their difference is exact. */
export const logRatio = (larger: number, smaller: number): number =>
  larger < 2 * smaller ? log1p((larger - smaller) / smaller) : ln(larger / smaller);

/** ln(forward / strike), to full relative accuracy near the money. */
export const logMoneyness = (forward: number, strike: number): number =>
  forward >= strike ? logRatio(forward, strike) : -logRatio(strike, forward);

/**
 * Undiscounted value of the out-of-the-money option, in the unit of the forward.
 *
 * The put struck below the forward and the call with strike and forward exchanged have one value, hence one formula
 * in the larger and the smaller of the two. `stdDev` is σ√τ. Relative error below 1e-13 while the value is normal.
 */
export function outOfTheMoneyValue(forward: number, strike: number, stdDev: number): number {
  const high = forward > strike ? forward : strike;
  const low = forward > strike ? strike : forward;
  if (!(low > 0) || !(stdDev > 0)) return 0;
  return timeValueAt(low, logRatio(high, low) / stdDev, 0.5 * stdDev);
}

/**
 * low·Φ(t − z) − high·Φ(−t − z), where z = ln(high/low)/stdDev ≥ 0 and t = stdDev/2.
 *
 * Both terms carry the density low·φ(t − z) = high·φ(t + z): taken out, a difference of Mills ratios is left.
 */
export function timeValueAt(low: number, z: number, t: number): number {
  const near = z - t;
  if (near > 38.6 || !(near > -38.6)) return near > 0 ? 0 : low; // Φ is 0 or 1 to the last bit
  const density = low * INVERSE_SQRT_TWO_PI * exp(-0.5 * near * near);
  // Close to expiry the ratios nearly cancel: use the series of their difference.
  if (200 * t <= 1 + z) return density * millsDifference(z, t);
  const far = z + t < MILLS_END ? millsRatio(z + t) : 0;
  return near < 0 ? low - density * (millsRatio(-near) + far) : density * (millsRatio(near) - far);
}

/** Undiscounted value of an option with standard deviation `stdDev` = σ√τ of the logarithm of its forward. */
export function black76Value(kind: OptionKind, forward: number, strike: number, stdDev: number): number {
  const intrinsic = kind === "call" ? forward - strike : strike - forward;
  const timeValue = outOfTheMoneyValue(forward, strike, stdDev);
  return intrinsic > 0 ? intrinsic + timeValue : timeValue;
}

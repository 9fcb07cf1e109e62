/**
 * One expiry of a volatility surface: the raw SVI parametrisation of total implied variance.
 *
 * w(k) = a + b·(ρ·(k − m) + √((k − m)² + σ²)), with k = ln(K/F) and w = σ_implied²·τ.
 *
 * Source: J. Gatheral, "A parsimonious arbitrage-free implied volatility parameterization" (2004);
 * J. Gatheral and A. Jacquier, "Arbitrage-free SVI volatility surfaces", Quantitative Finance 14 (2014).
 * @module
 */
import { sqrt } from "@novate/num";
import {
  type Refused,
  refuse,
  refuseUnlessFinite,
  refuseUnlessNotNegative,
  refuseUnlessPositive,
} from "../check/refusal.ts";

/** Raw SVI parameters of total variance. */
export interface SviParameters {
  /** Level of total variance. */
  readonly a: number;
  /** Slope of the wings, zero or more. */
  readonly b: number;
  /** Rotation, in (−1, 1). */
  readonly rho: number;
  /** Log-moneyness of the centre. */
  readonly m: number;
  /** Curvature of the centre, positive. */
  readonly sigma: number;
}

/** An expiry and its smile. */
export interface SviSlice extends SviParameters {
  readonly yearsToExpiry: number;
}

/** Total implied variance at log-moneyness `k`. */
export function sviTotalVariance(slice: SviParameters, k: number): number {
  const offset = k - slice.m;
  return slice.a + slice.b * (slice.rho * offset + sqrt(offset * offset + slice.sigma * slice.sigma));
}

/** First and second derivative of total variance in log-moneyness. */
export function sviDerivatives(slice: SviParameters, k: number): { readonly first: number; readonly second: number } {
  const offset = k - slice.m;
  const variance = slice.sigma * slice.sigma;
  const root = sqrt(offset * offset + variance);
  return {
    first: slice.b * (slice.rho + offset / root),
    second: (slice.b * variance) / (root * root * root),
  };
}

/** The least total variance of the slice, a + bσ√(1 − ρ²). */
export const sviMinimumVariance = (slice: SviParameters): number =>
  slice.a + slice.b * slice.sigma * sqrt(1 - slice.rho * slice.rho);

/** The first fault of a slice's numbers, or undefined. Arbitrage is another question: see `arbitrage.ts`. */
export function faultOfSvi(slice: SviSlice, path = "slice"): Refused | undefined {
  return (
    refuseUnlessPositive(slice.yearsToExpiry, `${path}.yearsToExpiry`) ??
    refuseUnlessFinite(slice.a, `${path}.a`) ??
    refuseUnlessNotNegative(slice.b, `${path}.b`) ??
    refuseUnlessFinite(slice.rho, `${path}.rho`) ??
    (Math.abs(slice.rho) < 1 ? undefined : refuse("OutOfRange", `${path}.rho`, "must lie strictly between -1 and 1")) ??
    refuseUnlessFinite(slice.m, `${path}.m`) ??
    refuseUnlessPositive(slice.sigma, `${path}.sigma`) ??
    (sviMinimumVariance(slice) > 0
      ? undefined
      : refuse("OutOfRange", `${path}.a`, "makes the least total variance zero or negative"))
  );
}

/**
 * The market that closed-form exotics are valued in: one lognormal asset with constant carry.
 *
 * @module
 */
import { exp, normalCdf, sqrt } from "@novate/num";
import { black76Value, logMoneyness, type OptionKind } from "@novate/risk";

/** One asset under Black and Scholes. Rates are continuous and annual, volatility a fraction. */
export interface SpotMarket {
  readonly spot: number;
  readonly rateAnnual: number;
  /** Continuous dividend or foreign yield; the carry is rate less yield. */
  readonly yieldAnnual: number;
  readonly volAnnual: number;
}

/** Two such assets and the correlation of their logarithms. The rate is that of the first. */
export interface TwoAssetMarket {
  readonly first: SpotMarket;
  readonly second: SpotMarket;
  readonly correlation: number;
}

export const signOf = (kind: OptionKind): 1 | -1 => (kind === "call" ? 1 : -1);

/** Today's price of one unit paid in `years`. */
export const discountOf = (market: SpotMarket, years: number): number => exp(-market.rateAnnual * years);

export const forwardOf = (market: SpotMarket, years: number): number =>
  market.spot * exp((market.rateAnnual - market.yieldAnnual) * years);

export const stdDevOf = (market: SpotMarket, years: number): number => market.volAnnual * sqrt(years);

/** Drift of the logarithm of the spot, r − q − σ²/2. */
export const logDriftOf = (market: SpotMarket): number =>
  market.rateAnnual - market.yieldAnnual - 0.5 * market.volAnnual * market.volAnnual;

/** d₁ and d₂ of Black for a threshold; ±∞ where the threshold is 0 or ∞, and by sign where nothing moves. */
export function normalScores(
  forward: number,
  threshold: number,
  stdDev: number,
): { readonly d1: number; readonly d2: number } {
  if (!(threshold > 0)) return { d1: Number.POSITIVE_INFINITY, d2: Number.POSITIVE_INFINITY };
  if (threshold === Number.POSITIVE_INFINITY) return { d1: Number.NEGATIVE_INFINITY, d2: Number.NEGATIVE_INFINITY };
  const distance = logMoneyness(forward, threshold);
  if (!(stdDev > 0)) {
    const score = distance > 0 ? Number.POSITIVE_INFINITY : distance < 0 ? Number.NEGATIVE_INFINITY : 0;
    return { d1: score, d2: score };
  }
  return { d1: distance / stdDev + 0.5 * stdDev, d2: distance / stdDev - 0.5 * stdDev };
}

/** Discounted European option. */
export const vanillaValue = (market: SpotMarket, kind: OptionKind, strike: number, years: number): number =>
  discountOf(market, years) * black76Value(kind, forwardOf(market, years), strike, stdDevOf(market, years));

/** Discounted unit of cash if the spot ends above (`call`) or below (`put`) the strike. */
export function cashDigitalValue(market: SpotMarket, kind: OptionKind, strike: number, years: number): number {
  const { d2 } = normalScores(forwardOf(market, years), strike, stdDevOf(market, years));
  return discountOf(market, years) * normalCdf(signOf(kind) * d2);
}

/** Discounted unit of the asset if the spot ends above or below the strike. */
export function assetDigitalValue(market: SpotMarket, kind: OptionKind, strike: number, years: number): number {
  const { d1 } = normalScores(forwardOf(market, years), strike, stdDevOf(market, years));
  return market.spot * exp(-market.yieldAnnual * years) * normalCdf(signOf(kind) * d1);
}

/** Pays spot − `strike` (call) or its negative (put) if the spot ends beyond `trigger`: Reiner and Rubinstein's gap. */
export const gapValue = (
  market: SpotMarket,
  kind: OptionKind,
  strike: number,
  trigger: number,
  years: number,
): number =>
  signOf(kind) *
  (assetDigitalValue(market, kind, trigger, years) - strike * cashDigitalValue(market, kind, trigger, years));

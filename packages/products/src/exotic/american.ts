/**
 * American options: what the four methods share, and when early exercise is worth nothing.
 *
 * @module
 */
import { exp, ln } from "@novate/num";
import type { OptionKind } from "@novate/risk";
import { baroneAdesiWhaleyCall } from "./americanBaw.ts";
import { bjerksundStenslandCall } from "./americanBjs.ts";
import { juZhongValue } from "./americanJu.ts";
import { spectralPut } from "./americanSpectral.ts";
import { type SpotMarket, signOf, vanillaValue } from "./spotMarket.ts";

/**
 * `spectral` converges to the true value (to about 1e-10 of the strike); the three approximations are kept because
 * other houses quote them.
 */
export type AmericanMethod = "spectral" | "baroneAdesiWhaley" | "bjerksundStensland" | "juZhong";

/**
 * Whether exercise before expiry can ever be best. An exercised put earns r·K − q·S a year, a call q·S − r·K: the first
 * needs a positive rate, or none above a negative yield, the second the same with the two exchanged. Where both are
 * negative, see {@link hasTwoBoundaries}.
 */
export function isEarlyExercisePossible(market: SpotMarket, kind: OptionKind): boolean {
  const { rateAnnual, yieldAnnual } = market;
  const [own, other] = kind === "call" ? [yieldAnnual, rateAnnual] : [rateAnnual, yieldAnnual];
  return own > 0 || (own === 0 && other < 0);
}

/** A put is the call on the mirrored market: strike for spot, yield for rate (R. McDonald and M. Schroder, 1998). */
export const mirrored = (
  market: SpotMarket,
  strike: number,
): { readonly market: SpotMarket; readonly strike: number } => ({
  market: { ...market, spot: strike, rateAnnual: market.yieldAnnual, yieldAnnual: market.rateAnnual },
  strike: market.spot,
});

/**
 * Value of an American option. Where rate and yield are both negative two exercise boundaries can exist, which no
 * method here covers: the caller refuses that first (see {@link hasTwoBoundaries}).
 */
export function americanValue(
  market: SpotMarket,
  kind: OptionKind,
  strike: number,
  years: number,
  method: AmericanMethod,
): number {
  const intrinsic = Math.max(0, signOf(kind) * (market.spot - strike));
  if (years === 0) return intrinsic;
  const european = vanillaValue(market, kind, strike, years);
  if (!isEarlyExercisePossible(market, kind)) return Math.max(european, intrinsic);
  return Math.max(valueBy(method, market, kind, strike, years), european, intrinsic);
}

/**
 * The same where nothing moves: the best of exercise now, at expiry, and at the one time between them at which the gain
 * e^(−qt)·S − e^(−rt)·K (of a call) stands still.
 */
export function certainAmericanValue(market: SpotMarket, kind: OptionKind, strike: number, years: number): number {
  const { spot, rateAnnual, yieldAnnual } = market;
  const gain = (time: number): number =>
    Math.max(0, signOf(kind) * (spot * exp(-yieldAnnual * time) - strike * exp(-rateAnnual * time)));
  const ratio = (rateAnnual * strike) / (yieldAnnual * spot);
  const still = ratio > 0 ? ln(ratio) / (rateAnnual - yieldAnnual) : 0;
  return Math.max(gain(0), gain(years), still > 0 && still < years ? gain(still) : 0);
}

function valueBy(method: AmericanMethod, market: SpotMarket, kind: OptionKind, strike: number, years: number): number {
  const asCall = kind === "call" ? { market, strike } : mirrored(market, strike);
  const asPut = kind === "put" ? { market, strike } : mirrored(market, strike);
  switch (method) {
    case "spectral":
      return spectralPut(asPut.market, asPut.strike, years);
    case "baroneAdesiWhaley":
      return baroneAdesiWhaleyCall(asCall.market, asCall.strike, years);
    case "bjerksundStensland":
      return bjerksundStenslandCall(asCall.market, asCall.strike, years);
    case "juZhong":
      return juZhongValue(market, kind, strike, years);
  }
}

/** Whether the region of early exercise may be an interval with two edges. */
export const hasTwoBoundaries = (market: SpotMarket, kind: OptionKind): boolean =>
  kind === "put"
    ? market.rateAnnual < 0 && market.yieldAnnual < market.rateAnnual
    : market.yieldAnnual < 0 && market.rateAnnual < market.yieldAnnual;

/**
 * What the first touch of a level is worth: one-touch and no-touch contracts, and the rebates of barrier options.
 *
 * Source: M. Rubinstein and E. Reiner, "Unscrambling the binary code", Risk 4 (1991); Haug, section 4.19.
 * @module
 */
import { exp, normalCdf, sqrt } from "@novate/num";
import { logMoneyness } from "@novate/risk";
import { integrate } from "../numeric/gaussLegendre.ts";
import { scaledNormalTail } from "../numeric/normalTail.ts";
import { discountOf, logDriftOf, type SpotMarket, stdDevOf } from "./spotMarket.ts";

/** Probability that the spot reaches `level` within `years`, under the drift `logDrift` of its logarithm. */
function touchProbability(market: SpotMarket, level: number, years: number, logDrift: number): number {
  const distance = logMoneyness(level, market.spot);
  const away = distance < 0 ? -1 : 1;
  const stdDev = stdDevOf(market, years);
  const drift = logDrift * years;
  const weight = (2 * logDrift * distance) / (market.volAnnual * market.volAnnual); // its logarithm
  const mirrored = scaledNormalTail(weight, (away * (distance + drift)) / stdDev);
  return Math.min(1, normalCdf((-away * (distance - drift)) / stdDev) + mirrored);
}

/** One unit of cash at expiry if the spot touches `level` before (or never does). */
export function cashAtExpiry(market: SpotMarket, level: number, years: number, isTouchPaid: boolean): number {
  const discount = discountOf(market, years);
  if (market.spot === level) return isTouchPaid ? discount : 0;
  const probability = touchProbability(market, level, years, logDriftOf(market));
  return discount * (isTouchPaid ? probability : 1 - probability);
}

/** One unit of the asset at expiry if the spot touches `level` before (or never does). */
export function assetAtExpiry(market: SpotMarket, level: number, years: number, isTouchPaid: boolean): number {
  const prepaid = market.spot * exp(-market.yieldAnnual * years);
  if (market.spot === level) return isTouchPaid ? prepaid : 0;
  const assetDrift = logDriftOf(market) + market.volAnnual * market.volAnnual;
  const probability = touchProbability(market, level, years, assetDrift);
  return prepaid * (isTouchPaid ? probability : 1 - probability);
}

/** One unit of cash at the moment the spot touches `level`. */
export function cashAtTouch(market: SpotMarket, level: number, years: number): number {
  const { spot, rateAnnual, volAnnual } = market;
  if (spot === level) return 1;
  const distance = logMoneyness(level, spot);
  const away = distance < 0 ? -1 : 1;
  const drift = logDriftOf(market);
  const variance = volAnnual * volAnnual;
  const squared = drift * drift + 2 * rateAnnual * variance;
  if (squared < 0) return cashAtTouchByParts(market, level, years);
  const root = sqrt(squared);
  const stdDev = stdDevOf(market, years);
  const term = (sign: 1 | -1): number =>
    scaledNormalTail(
      (distance * (drift + sign * away * root)) / variance,
      (away * distance + sign * root * years) / stdDev,
    );
  return term(1) + term(-1);
}

/** The same for rates so negative that the closed form turns complex: e^(−rτ)·P(τ) + r·∫ e^(−rt)·P(t) dt. */
function cashAtTouchByParts(market: SpotMarket, level: number, years: number): number {
  const { rateAnnual } = market;
  const drift = logDriftOf(market);
  const interest = integrate(
    (u) => {
      const time = years * u * u;
      return 2 * years * u * exp(-rateAnnual * time) * touchProbability(market, level, time, drift);
    },
    0,
    1,
    96,
  );
  return cashAtExpiry(market, level, years, true) + rateAnnual * interest;
}

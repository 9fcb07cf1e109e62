/**
 * Payoffs that look at the spot twice: at a time on the way and at expiry.
 *
 * @module
 */
import { exp, sqrt } from "@novate/num";
import { logMoneyness } from "@novate/risk";
import { scaledBivariateCdf } from "../numeric/scaledBivariate.ts";
import { discountOf, logDriftOf, type SpotMarket } from "./spotMarket.ts";

/** Above or below a level: a condition on one spot. A level of 0 or ∞ makes it certain or impossible. */
export interface Side {
  readonly isAbove: boolean;
  readonly level: number;
}

/**
 * Discounted unit of cash or of the asset at `years`, if the spot satisfies `early` at `earlyYears` and `late` at
 * `years`, times e^power. Needs 0 < earlyYears < years and σ > 0.
 */
// wide: the terms of the formula
export function twoTimeDigital(
  pays: "cash" | "asset",
  market: SpotMarket,
  early: Side,
  earlyYears: number,
  late: Side,
  years: number,
  power = 0,
): number {
  const variance = market.volAnnual * market.volAnnual;
  const drift = logDriftOf(market) + (pays === "asset" ? variance : 0);
  const score = (side: Side, time: number): number => {
    const above =
      side.level === 0
        ? Number.POSITIVE_INFINITY
        : side.level === Number.POSITIVE_INFINITY
          ? Number.NEGATIVE_INFINITY
          : (logMoneyness(market.spot, side.level) + drift * time) / (market.volAnnual * sqrt(time));
    return side.isAbove ? above : -above;
  };
  const correlation = sqrt(earlyYears / years) * (early.isAbove === late.isAbove ? 1 : -1);
  const probability = scaledBivariateCdf(power, score(early, earlyYears), score(late, years), correlation);
  return pays === "cash"
    ? discountOf(market, years) * probability
    : market.spot * exp(-market.yieldAnnual * years) * probability;
}

/**
 * Compound options: the right to buy or sell an option.
 *
 * Source: R. Geske, "The valuation of compound options", J. Financial Economics 7 (1979); Haug, section 4.7.
 * @module
 */
import { exp, normalCdf, sqrt } from "@novate/num";
import { logMoneyness, type OptionKind } from "@novate/risk";
import { bivariateNormalCdf } from "../numeric/bivariateNormal.ts";
import { solveBracketed } from "../numeric/solve.ts";
import { discountOf, logDriftOf, type SpotMarket, signOf, vanillaValue } from "./spotMarket.ts";

/** The outer option is exercised at `outerYears` for `outerStrike` and delivers the inner one. */
export interface CompoundOption {
  readonly outerKind: OptionKind;
  readonly outerStrike: number;
  readonly outerYears: number;
  readonly innerKind: OptionKind;
  readonly innerStrike: number;
  readonly innerYears: number;
}

/** Needs 0 < outerYears < innerYears and σ > 0. */
export function compoundValue(option: CompoundOption, market: SpotMarket): number {
  const { outerKind, outerStrike, outerYears, innerKind, innerStrike, innerYears } = option;
  const outer = signOf(outerKind);
  const inner = signOf(innerKind);
  const critical = criticalSpot(option, market);
  if (critical === undefined) {
    // An inner put can never be worth this much: the outer call is worthless, the outer put a sure sale.
    if (outerKind === "call") return 0;
    return outerStrike * discountOf(market, outerYears) - vanillaValue(market, innerKind, innerStrike, innerYears);
  }
  const { spot, volAnnual } = market;
  const drift = logDriftOf(market);
  const correlation = outer * sqrt(outerYears / innerYears);
  const early = (measure: number): number =>
    (logMoneyness(spot, critical) + (drift + measure * volAnnual * volAnnual) * outerYears) /
    (volAnnual * sqrt(outerYears));
  const late = (measure: number): number =>
    innerStrike === 0
      ? Number.POSITIVE_INFINITY
      : (logMoneyness(spot, innerStrike) + (drift + measure * volAnnual * volAnnual) * innerYears) /
        (volAnnual * sqrt(innerYears));
  const exercised = (measure: number): number =>
    bivariateNormalCdf(outer * inner * early(measure), inner * late(measure), correlation);

  const asset = spot * exp(-market.yieldAnnual * innerYears) * exercised(1);
  const innerCash = innerStrike * discountOf(market, innerYears) * exercised(0);
  const outerCash = outerStrike * discountOf(market, outerYears) * normalCdf(outer * inner * early(0));
  return outer * inner * (asset - innerCash) - outer * outerCash;
}

/** The spot at which the inner option is worth the outer strike; undefined if no spot makes it worth that much. */
function criticalSpot(option: CompoundOption, market: SpotMarket): number | undefined {
  const { outerStrike, innerKind, innerStrike, innerYears, outerYears } = option;
  const remaining = innerYears - outerYears;
  const excess = (spot: number): number =>
    vanillaValue({ ...market, spot }, innerKind, innerStrike, remaining) - outerStrike;
  let high = innerStrike + outerStrike + market.spot;
  if (innerKind === "put") {
    const low = high * 1e-12;
    if (excess(low) <= 0) return undefined;
    while (excess(high) > 0) high *= 2;
    return solveBracketed(excess, low, high, 1e-15 * high);
  }
  while (excess(high) < 0) high *= 2;
  return solveBracketed(excess, high * 1e-12, high, 1e-15 * high);
}

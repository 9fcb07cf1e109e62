/**
 * Options on two correlated assets: exchange, spread by Kirk, best and worst of two, and a barrier on the second.
 *
 * Source: W. Margrabe, J. Finance 33 (1978); E. Kirk, "Correlation in the energy markets" (1995); R. Stulz, J. Financial
 * Economics 10 (1982); R. Heynen and H. Kat, "Crossing barriers", Risk 7 (1994).
 * @module
 */
import { exp, sqrt } from "@novate/num";
import { black76Value, logMoneyness, type OptionKind } from "@novate/risk";
import { bivariateNormalCdf } from "../numeric/bivariateNormal.ts";
import { scaledBivariateCdf } from "../numeric/scaledBivariate.ts";
import { type BarrierKind, isDown, isOut, isTouched } from "./images.ts";
import {
  discountOf,
  forwardOf,
  logDriftOf,
  normalScores,
  type SpotMarket,
  signOf,
  stdDevOf,
  type TwoAssetMarket,
  vanillaValue,
} from "./spotMarket.ts";

/** Volatility of the logarithm of the ratio of the two assets. */
export function ratioVol(market: TwoAssetMarket): number {
  const { first, second, correlation } = market;
  const difference = first.volAnnual - second.volAnnual;
  // (v₁ − v₂)² + 2(1 − ρ)v₁v₂: both terms are zero or more.
  return sqrt(difference * difference + 2 * (1 - correlation) * first.volAnnual * second.volAnnual);
}

/** Receives `firstQuantity` of the first asset for `secondQuantity` of the second, if worth while (Margrabe). */
export function exchangeValue(
  market: TwoAssetMarket,
  firstQuantity: number,
  secondQuantity: number,
  years: number,
): number {
  const { first, second } = market;
  const received = firstQuantity * first.spot * exp(-first.yieldAnnual * years);
  const given = secondQuantity * second.spot * exp(-second.yieldAnnual * years);
  return black76Value("call", received, given, ratioVol(market) * sqrt(years));
}

/** Pays the first asset less the second less the strike, or its negative, by Kirk's lognormal approximation. */
export function kirkSpreadValue(market: TwoAssetMarket, kind: OptionKind, strike: number, years: number): number {
  const { first, second, correlation } = market;
  const forward = forwardOf(first, years);
  const other = forwardOf(second, years);
  const weight = other / (other + strike);
  const scaled: TwoAssetMarket = { first, second: { ...second, volAnnual: second.volAnnual * weight }, correlation };
  return discountOf(first, years) * black76Value(kind, forward, other + strike, ratioVol(scaled) * sqrt(years));
}

/** Pays on the lesser (`min`) or greater (`max`) of the two assets against a strike (Stulz). */
export function rainbowValue(
  market: TwoAssetMarket,
  extreme: "min" | "max",
  kind: OptionKind,
  strike: number,
  years: number,
): number {
  const { first, second } = market;
  const minimumCall = (level: number): number => minimumCallValue(market, level, years);
  const bothCalls = vanillaValue(first, "call", strike, years) + vanillaValue(second, "call", strike, years);
  const call = extreme === "min" ? minimumCall(strike) : bothCalls - minimumCall(strike);
  if (kind === "call") return call;
  // Parity: a put is the strike less the extreme asset itself, plus the call.
  const prepaid = first.spot * exp(-first.yieldAnnual * years) + second.spot * exp(-second.yieldAnnual * years);
  const least = minimumCall(0);
  const asset = extreme === "min" ? least : prepaid - least;
  return strike * discountOf(first, years) - asset + call;
}

function minimumCallValue(market: TwoAssetMarket, strike: number, years: number): number {
  const { first, second, correlation } = market;
  const ratio = ratioVol(market);
  const ratioDev = ratio * sqrt(years);
  const scores = (asset: SpotMarket, other: SpotMarket): number => {
    const prepaid = asset.spot * exp(-asset.yieldAnnual * years);
    const { d1 } = normalScores(forwardOf(asset, years), strike, stdDevOf(asset, years));
    const cheaper = -normalScores(prepaid, other.spot * exp(-other.yieldAnnual * years), ratioDev).d1;
    const slope = ratio > 0 ? (correlation * other.volAnnual - asset.volAnnual) / ratio : 0;
    return prepaid * bivariateNormalCdf(d1, cheaper, slope);
  };
  const paid = scores(first, second) + scores(second, first);
  if (strike === 0) return paid;
  const d2 = (asset: SpotMarket): number => normalScores(forwardOf(asset, years), strike, stdDevOf(asset, years)).d2;
  return paid - strike * discountOf(first, years) * bivariateNormalCdf(d2(first), d2(second), correlation);
}

/** A call or put on the first asset that a touch of a barrier by the second brings to life or ends. */
export function twoAssetBarrierValue(
  market: TwoAssetMarket,
  kind: OptionKind,
  strike: number,
  barrierKind: BarrierKind,
  barrier: number,
  years: number,
): number {
  const { first, second } = market;
  const vanilla = vanillaValue(first, kind, strike, years);
  if (isTouched(barrierKind, second.spot, barrier)) return isOut(barrierKind) ? 0 : vanilla;
  const distance = logMoneyness(barrier, second.spot);
  const variance = second.volAnnual * second.volAnnual;
  const isAbove = isDown(barrierKind);
  const shift = (2 * market.correlation * first.volAnnual * distance) / second.volAnnual;
  const mirrored: TwoAssetMarket = {
    ...market,
    first: { ...first, spot: first.spot * exp(shift) },
    second: { ...second, spot: (barrier * barrier) / second.spot },
  };
  const power = (2 * logDriftOf(second) * distance) / variance;
  const out =
    conditionedValue(market, kind, strike, isAbove, barrier, years, 0) -
    conditionedValue(mirrored, kind, strike, isAbove, barrier, years, power);
  return isOut(barrierKind) ? out : vanilla - out;
}

/** A call or put on the first asset, paid if the second ends above (or below) `level`, times e^power. */
// wide: the terms of the formula
function conditionedValue(
  market: TwoAssetMarket,
  kind: OptionKind,
  strike: number,
  isAbove: boolean,
  level: number,
  years: number,
  power: number,
): number {
  const { first, second, correlation } = market;
  const sign = signOf(kind);
  const side = isAbove ? 1 : -1;
  const { d1, d2 } = normalScores(forwardOf(first, years), strike, stdDevOf(first, years));
  const other = normalScores(forwardOf(second, years), level, stdDevOf(second, years)).d2;
  const otherInAsset = other + correlation * stdDevOf(first, years);
  const prepaid = first.spot * exp(-first.yieldAnnual * years);
  const asset = prepaid * scaledBivariateCdf(power, sign * d1, side * otherInAsset, sign * side * correlation);
  const cash =
    strike * discountOf(first, years) * scaledBivariateCdf(power, sign * d2, side * other, sign * side * correlation);
  return sign * (asset - cash);
}

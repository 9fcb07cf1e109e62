/**
 * The modified quadratic approximation of an American option.
 *
 * Source: N. Ju and R. Zhong, "An approximate formula for pricing American options", J. Derivatives 7 (1999).
 * @module
 */
import { exp, expm1, ln, normalCdf, normalPdf, sqrt } from "@novate/num";
import type { OptionKind } from "@novate/risk";
import { solveBracketed } from "../numeric/solve.ts";
import { forwardOf, normalScores, type SpotMarket, signOf, stdDevOf, vanillaValue } from "./spotMarket.ts";

/** The formulas divide by the rate; what they tend to is reached at this one to nine digits. */
const LEAST_RATE = 1e-9;

/** Needs a reason to exercise early, σ > 0 and time left. */
export function juZhongValue(given: SpotMarket, kind: OptionKind, strike: number, years: number): number {
  const hasRate = Math.abs(given.rateAnnual) > LEAST_RATE;
  const market = hasRate ? given : { ...given, rateAnnual: LEAST_RATE };
  const { spot, rateAnnual, yieldAnnual, volAnnual } = market;
  const sign = signOf(kind);
  const variance = volAnnual * volAnnual;
  const h = -expm1(-rateAnnual * years);
  const alpha = (2 * rateAnnual) / variance;
  const betaLess1 = (2 * (rateAnnual - yieldAnnual)) / variance - 1;
  const root = sqrt(betaLess1 * betaLess1 + (4 * alpha) / h);
  const lambda = 0.5 * (sign * root - betaLess1);
  const lambdaSlope = (-sign * alpha) / (h * h * root);
  const prepaid = exp(-yieldAnnual * years);

  const at = (level: number): SpotMarket => ({ ...market, spot: level });
  const score = (level: number): number =>
    normalScores(forwardOf(at(level), years), strike, stdDevOf(market, years)).d1;
  const exerciseGain = (level: number): number =>
    sign * (level - strike) - vanillaValue(at(level), kind, strike, years);
  /** Smooth fit of slopes at the critical spot, times that spot. */
  const misfit = (level: number): number =>
    sign * level * (1 - prepaid * normalCdf(sign * score(level))) - lambda * exerciseGain(level);
  const critical = criticalSpot(misfit, strike, kind);
  if (sign * (spot - critical) >= 0) return sign * (spot - strike);

  const gain = exerciseGain(critical);
  const d1 = score(critical);
  const d2 = d1 - stdDevOf(market, years);
  const growth = exp((rateAnnual - yieldAnnual) * years);
  const valueSlope =
    (critical * normalPdf(d1) * volAnnual * growth) / (2 * rateAnnual * sqrt(years)) -
    (sign * yieldAnnual * critical * normalCdf(sign * d1) * growth) / rateAnnual +
    sign * strike * normalCdf(sign * d2);
  const denominator = 2 * lambda + betaLess1;
  const b = ((1 - h) * alpha * lambdaSlope) / (2 * denominator);
  const c = ((-(1 - h) * alpha) / denominator) * (valueSlope / gain + 1 / h + lambdaSlope / denominator);
  const distance = ln(spot / critical);
  const chi = distance * (b * distance + c);
  return vanillaValue(market, kind, strike, years) + (gain * exp(lambda * distance)) / (1 - chi);
}

function criticalSpot(misfit: (level: number) => number, strike: number, kind: OptionKind): number {
  const atStrike = misfit(strike);
  let far = strike;
  for (let step = 0; step < 60; step += 1) {
    far *= kind === "call" ? 1.5 : 0.7;
    if (misfit(far) > 0 !== atStrike > 0) break;
  }
  return solveBracketed(misfit, strike, far, 1e-14 * strike);
}

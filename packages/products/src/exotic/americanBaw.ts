/**
 * The quadratic approximation of an American call.
 *
 * Source: G. Barone-Adesi and R. Whaley, "Efficient analytic approximation of American option values", J. Finance 42
 * (1987); Haug, section 3.1.
 * @module
 */
import { exp, expm1, ln, normalCdf, sqrt } from "@novate/num";
import { solveBracketed } from "../numeric/solve.ts";
import { forwardOf, normalScores, type SpotMarket, stdDevOf, vanillaValue } from "./spotMarket.ts";

/** Needs a positive yield, or none above a negative rate, σ > 0 and time left. */
export function baroneAdesiWhaleyCall(market: SpotMarket, strike: number, years: number): number {
  const { spot, rateAnnual, yieldAnnual, volAnnual } = market;
  const variance = volAnnual * volAnnual;
  const n = (2 * (rateAnnual - yieldAnnual)) / variance;
  // 2r/σ²/(1 − e^(−rτ)), with its limit 2/(σ²τ) at no interest.
  const isFree = Math.abs(rateAnnual * years) < 1e-15;
  const k = isFree ? 2 / (variance * years) : (2 * rateAnnual) / variance / -expm1(-rateAnnual * years);
  const power = 0.5 * (1 - n + sqrt((n - 1) * (n - 1) + 4 * k));
  const prepaid = exp(-yieldAnnual * years);
  const slack = (level: number): number =>
    1 -
    prepaid * normalCdf(normalScores(forwardOf({ ...market, spot: level }, years), strike, stdDevOf(market, years)).d1);
  /** Exercise value less (continuation): rises through zero at the critical spot. */
  const excess = (level: number): number =>
    level - strike - vanillaValue({ ...market, spot: level }, "call", strike, years) - (slack(level) * level) / power;
  let high = 2 * strike;
  while (excess(high) < 0 && high < 1e12 * strike) high *= 2;
  if (!(excess(high) >= 0)) return vanillaValue(market, "call", strike, years); // exercise is out of reach
  const critical = solveBracketed(excess, strike, high, 1e-14 * strike);
  if (spot >= critical) return spot - strike;
  const premium = (critical / power) * slack(critical) * exp(power * ln(spot / critical));
  return vanillaValue(market, "call", strike, years) + premium;
}

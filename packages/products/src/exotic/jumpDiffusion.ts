/**
 * European options under Merton's jump diffusion: a Poisson mixture of Black's formula.
 *
 * Source: R. Merton, "Option pricing when underlying stock returns are discontinuous", J. Financial Economics 3 (1976).
 * @module
 */
import { exp, sqrt } from "@novate/num";
import { black76Value, type OptionKind } from "@novate/risk";
import { discountOf, forwardOf, type SpotMarket } from "./spotMarket.ts";

/** Lognormal jumps: `intensity` a year, the logarithm of a jump normal with this mean and standard deviation. */
export interface JumpTerms {
  readonly intensity: number;
  readonly logMean: number;
  readonly logStdDev: number;
}

/** `market.volAnnual` is that of the diffusion alone. Terms are summed past the mean until one weighs less than 1e-18. */
export function jumpDiffusionValue(
  market: SpotMarket,
  kind: OptionKind,
  strike: number,
  years: number,
  jumps: JumpTerms,
): number {
  const { intensity, logMean, logStdDev } = jumps;
  const perJump = logMean + 0.5 * logStdDev * logStdDev;
  const meanJump = exp(perJump);
  const expected = intensity * meanJump * years; // the Poisson mean in the measure of the asset
  const forward = forwardOf(market, years);
  const base = market.volAnnual * market.volAnnual * years;
  let weight = exp(-intensity * years);
  let sum = 0;
  for (let count = 0; count < 1000; count += 1) {
    const drift = count * perJump - intensity * (meanJump - 1) * years;
    const stdDev = sqrt(base + count * logStdDev * logStdDev);
    sum += weight * black76Value(kind, forward * exp(drift), strike, stdDev);
    weight *= (intensity * years) / (count + 1);
    if (count > expected && weight < 1e-18) break;
  }
  return discountOf(market, years) * sum;
}

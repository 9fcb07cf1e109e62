/**
 * SSVI: a whole surface of three numbers and a term structure, free of arbitrage by its parameters alone.
 *
 * w(k, θ) = θ/2 · (1 + ρφk + √((φk + ρ)² + 1 − ρ²)) with φ(θ) = η/(θ^γ·(1 + θ)^(1−γ)), θ the at-the-money total variance
 * of the expiry. Each expiry is a raw SVI slice, so everything that takes slices takes these.
 *
 * Source: J. Gatheral and A. Jacquier, "Arbitrage-free SVI volatility surfaces", Quantitative Finance 14 (2014),
 * section 4, theorems 4.1 and 4.2 and equation 4.5.
 * @module
 */
import { powReal, sqrt } from "@novate/num";
import { type Checked, refuse, refuseUnlessPositive, refuseUnlessWithin, type SviSlice } from "@novate/risk";

export interface SsviParameters {
  /** Correlation, in (−1, 1). */
  readonly rho: number;
  /** Strength of the smile; η·(1 + |ρ|) ≤ 2 keeps every density positive. */
  readonly eta: number;
  /** Decay of the smile with variance, in (0, ½]. */
  readonly gamma: number;
}

/** An expiry with its at-the-money total variance. */
export interface AtmVariance {
  readonly yearsToExpiry: number;
  readonly totalVariance: number;
}

/** Slices of the surface. Refuses parameters outside the region that is free of arbitrage, and a falling θ. */
export function ssviSlices(
  parameters: SsviParameters,
  expiries: readonly AtmVariance[],
): Checked<{ readonly slices: readonly SviSlice[] }> {
  const { rho, eta, gamma } = parameters;
  const fault =
    refuseUnlessWithin(rho, -0.999, 0.999, "rho") ??
    refuseUnlessPositive(eta, "eta") ??
    refuseUnlessWithin(gamma, 1e-6, 0.5, "gamma") ??
    (eta * (1 + Math.abs(rho)) <= 2
      ? undefined
      : refuse("ButterflyArbitrage", "eta", "eta(1+|rho|) must not exceed 2"));
  if (fault !== undefined) return fault;
  let before = 0;
  for (const [index, { yearsToExpiry, totalVariance }] of expiries.entries()) {
    const bad =
      refuseUnlessPositive(yearsToExpiry, `expiries[${index}].yearsToExpiry`) ??
      refuseUnlessPositive(totalVariance, `expiries[${index}].totalVariance`) ??
      (totalVariance >= before
        ? undefined
        : refuse("CalendarArbitrage", `expiries[${index}].totalVariance`, "must not fall with expiry"));
    if (bad !== undefined) return bad;
    before = totalVariance;
  }
  return { ok: true, slices: expiries.map((expiry) => ssviSlice(parameters, expiry)) };
}

function ssviSlice({ rho, eta, gamma }: SsviParameters, { yearsToExpiry, totalVariance }: AtmVariance): SviSlice {
  const phi = eta / (powReal(totalVariance, gamma) * powReal(1 + totalVariance, 1 - gamma));
  const complement = (1 - rho) * (1 + rho);
  return {
    yearsToExpiry,
    a: 0.5 * totalVariance * complement,
    b: 0.5 * totalVariance * phi,
    rho,
    m: -rho / phi,
    sigma: sqrt(complement) / phi,
  };
}

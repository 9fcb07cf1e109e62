/**
 * Analytic Greeks of a Black-76 option, with the forward or the spot as the variable that moves.
 *
 * Units: volatility as a fraction (0.5 is 50 %), time in years, rates continuous and annual. vega, vanna and volga are
 * per 1.00 of volatility, theta per year of calendar time, rho per 1.00 of rate.
 * Source: E. G. Haug, "The Complete Guide to Option Pricing Formulas", 2nd ed., chapter 2.
 * @module
 */
import { exp, ln, normalCdf, normalPdf, sqrt } from "@novate/num";
import { black76Value, logMoneyness, type OptionKind } from "./black76.ts";

/** Everything Black-76 needs. `discount` is today's price of one unit paid at expiry. */
export interface EuropeanOption {
  readonly kind: OptionKind;
  readonly forward: number;
  readonly strike: number;
  readonly yearsToExpiry: number;
  readonly volAnnual: number;
  readonly discount: number;
}

export interface Greeks {
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
  readonly rho: number;
  readonly vanna: number;
  readonly volga: number;
}

export interface ValueAndGreeks extends Greeks {
  readonly value: number;
}

/**
 * Discounted value and Greeks with the forward as the variable: theta and rho hold the forward still.
 *
 * Limits: without time or volatility the option is its discounted intrinsic value; delta is 0, 1 or, at the strike
 * itself, one half; where a limit does not exist (gamma and theta at the strike at expiry) 0 is reported.
 */
export function forwardGreeks(option: EuropeanOption): ValueAndGreeks {
  const { kind, forward, strike, yearsToExpiry, volAnnual, discount } = option;
  const sign = kind === "call" ? 1 : -1;
  const rootTime = sqrt(yearsToExpiry);
  const stdDev = volAnnual * rootTime;
  const value = discount * black76Value(kind, forward, strike, stdDev);
  const rate = yearsToExpiry > 0 ? -ln(discount) / yearsToExpiry : 0;
  const rho = -yearsToExpiry * value;
  const moneyness = strike > 0 && forward > 0 ? logMoneyness(forward, strike) : forward > strike ? 1 : -1;

  if (!(stdDev > 0) || !(strike > 0)) {
    const delta = moneyness === 0 ? 0.5 : moneyness * sign > 0 ? 1 : 0;
    const atTheMoney = moneyness === 0 ? discount * normalPdf(0) * rootTime : 0;
    return {
      value,
      delta: sign * discount * delta,
      gamma: 0,
      vega: forward * atTheMoney,
      theta: rate * value,
      rho,
      vanna: 0.5 * atTheMoney,
      volga: 0,
    };
  }
  const d1 = moneyness / stdDev + 0.5 * stdDev;
  const d2 = moneyness / stdDev - 0.5 * stdDev;
  const density = discount * normalPdf(d1);
  const vega = forward * density * rootTime;
  return {
    value,
    delta: sign * discount * normalCdf(sign * d1),
    gamma: density / (forward * stdDev),
    vega,
    theta: rate * value - (0.5 * vega * volAnnual) / yearsToExpiry,
    rho,
    vanna: (-density * d2) / volAnnual,
    volga: (vega * d1 * d2) / volAnnual,
  };
}

/** A European option on a spot that earns `yieldAnnual` and is financed at `rateAnnual`, both continuous. */
export interface SpotOption {
  readonly kind: OptionKind;
  readonly spot: number;
  readonly strike: number;
  readonly yearsToExpiry: number;
  readonly volAnnual: number;
  readonly rateAnnual: number;
  readonly yieldAnnual: number;
}

export interface SpotGreeks extends ValueAndGreeks {
  /** Sensitivity to the yield, per 1.00. */
  readonly dividendRho: number;
  /** Relative change of value per relative change of spot. */
  readonly elasticity: number;
}

/** Value and Greeks with the spot as the variable: F = S·e^((r−q)τ), D = e^(−rτ); rho moves both. */
export function spotGreeks(option: SpotOption): SpotGreeks {
  const { spot, yearsToExpiry, rateAnnual, yieldAnnual } = option;
  const carry = rateAnnual - yieldAnnual;
  const growth = exp(carry * yearsToExpiry);
  const forward = spot * growth;
  const inForward = forwardGreeks({ ...option, forward, discount: exp(-rateAnnual * yearsToExpiry) });
  const delta = inForward.delta * growth;
  return {
    value: inForward.value,
    delta,
    gamma: inForward.gamma * growth * growth,
    vega: inForward.vega,
    theta: inForward.theta - carry * spot * delta,
    rho: inForward.rho + yearsToExpiry * spot * delta,
    vanna: inForward.vanna * growth,
    volga: inForward.volga,
    dividendRho: -yearsToExpiry * spot * delta,
    elasticity: inForward.value > 0 ? (delta * spot) / inForward.value : 0,
  };
}

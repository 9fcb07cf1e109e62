/**
 * Analytic Greeks of a Black-76 option, with the forward as the variable that moves.
 *
 * Units: volatility as a fraction (0.5 is 50 %), time in years, rates continuous and annual. vega, vanna and volga are
 * per 1.00 of volatility, theta per year of calendar time, rho per 1.00 of rate.
 * Source: E. G. Haug, "The Complete Guide to Option Pricing Formulas", 2nd ed., chapter 2.
 * @module
 */
import { ln, normalCdf, normalPdf, sqrt } from "@novate/num";
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

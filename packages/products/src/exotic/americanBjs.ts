/**
 * The flat-boundary approximation of an American call.
 *
 * Source: P. Bjerksund and G. Stensland, "Closed-form approximation of American options", Scandinavian J. of Management 9
 * (1993); Haug, section 3.2.1.
 * @module
 */
import { exp, expm1, ln, normalCdf, sqrt } from "@novate/num";
import { type SpotMarket, vanillaValue } from "./spotMarket.ts";

/** Of β over 1, below which the ceiling is beyond every trigger. */
const LEAST_EXCESS = 1e-12;

/** Needs a positive yield, or none above a negative rate, σ > 0 and time left. */
export function bjerksundStenslandCall(market: SpotMarket, strike: number, years: number): number {
  const { spot, rateAnnual, yieldAnnual, volAnnual } = market;
  const carry = rateAnnual - yieldAnnual;
  const variance = volAnnual * volAnnual;
  const half = carry / variance - 0.5;
  const beta = -half + sqrt(half * half + (2 * rateAnnual) / variance);
  const ceiling = (beta / (beta - 1)) * strike;
  const floor = Math.max(strike, (rateAnnual / yieldAnnual) * strike);
  const reach = (carry * years + 2 * volAnnual * sqrt(years)) * floor;
  const room = ceiling - floor;
  // Without a yield no perpetual option is exercised (β = 1): the trigger is what it tends to as the ceiling rises.
  const trigger = beta - 1 > LEAST_EXCESS ? floor - room * expm1(-reach / room) : floor + reach;
  if (!(trigger < Number.POSITIVE_INFINITY)) return vanillaValue(market, "call", strike, years); // out of reach
  if (!(spot < trigger)) return spot - strike;

  /** φ of the paper, scaled by trigger^(−γ): powers of ratios stay finite at low volatility. */
  const phi = (gamma: number, level: number): number => {
    const lambda = (-rateAnnual + gamma * carry + 0.5 * gamma * (gamma - 1) * variance) * years;
    const kappa = (2 * carry) / variance + 2 * gamma - 1;
    const stdDev = volAnnual * sqrt(years);
    const drift = (carry + (gamma - 0.5) * variance) * years;
    const logRatio = ln(trigger / spot);
    const score = -(ln(spot / level) + drift) / stdDev;
    const scale = lambda - gamma * logRatio;
    const direct = normalCdf(score);
    const reflected = normalCdf(score - (2 * logRatio) / stdDev);
    return (direct === 0 ? 0 : exp(scale) * direct) - (reflected === 0 ? 0 : exp(scale + kappa * logRatio) * reflected);
  };
  const gain = trigger - strike;
  return (
    gain * (exp(beta * ln(spot / trigger)) - phi(beta, trigger)) +
    trigger * (phi(1, trigger) - phi(1, strike)) -
    strike * (phi(0, trigger) - phi(0, strike))
  );
}

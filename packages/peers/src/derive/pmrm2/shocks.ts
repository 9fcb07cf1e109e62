/**
 * The volatilities of the scenarios and the discounting of shocked values of `derive-pmrm2`.
 *
 * @module
 */
import { exp, ln, sqrt } from "@novate/num";
import type { VolRule } from "../../core/repricing.ts";
import { volFactors } from "../../core/volShock.ts";
import type { Pmrm2Expiry } from "./portfolio.ts";
import { isSkew, type Pmrm2Parameters, type SkewShock, type VolDirection } from "./profile.ts";

/** Width of the smile in log-moneyness at which a skew shock reaches its cap. */
function skewWidth(skew: SkewShock, years: number): number {
  const root = sqrt(years);
  return Math.max(skew.minWidth, skew.widthScale * root * (skew.volStatic + skew.volPerRoot * root));
}

/**
 * Shift of a volatility's factor at `part` widths from the money. A cap below zero (long expiries may have one) bounds the
 * other way: it is the least shift in size, and far strikes shift by more.
 */
export function skewShift(cap: number, part: number): number {
  if (cap === 0) return 0;
  return part >= 0 ? Math.min(cap, part * cap) : Math.max(-cap, part * cap);
}

/** Factors on the volatility of an option by a tilt and by a bend of the smile. */
export function skewFactors(
  skew: SkewShock,
  expiry: Pmrm2Expiry,
  strike: number,
): { readonly linear: number; readonly abs: number } {
  const root = sqrt(expiry.years);
  const forward = expiry.forwardFixed + expiry.forwardVariable;
  const moneyness = ln(strike / forward);
  // At the money nothing is skewed, however narrow the smile.
  const part = moneyness === 0 ? 0 : moneyness / skewWidth(skew, expiry.years);
  return {
    linear: 1 + skewShift(skew.linearCap + skew.linearPerRoot * root, part),
    abs: 1 + skewShift(skew.absCap + skew.absPerRoot * root, Math.abs(part)),
  };
}

/** The volatility rule of one direction. Only the up-shock has a floor; a volatility is never below zero. */
export function volRuleOf(parameters: Pmrm2Parameters, direction: VolDirection, expiry: Pmrm2Expiry): VolRule {
  if (direction === "none") return (option) => option.vol;
  if (isSkew(direction)) {
    return (option) => option.vol * skewFactors(parameters.skew, expiry, option.strike)[direction];
  }
  const factors = volFactors(parameters.volShock, expiry.secondsToExpiry);
  if (direction === "down") return (option) => option.vol * factors.down;
  return (option) => Math.max(parameters.minShockedVol, option.vol * factors.up);
}

/**
 * What a shocked value counts for: gains are discounted at a rate above the market's, debts grow at one below it but by
 * no more than undoes the discount in the mark.
 */
export function expiryDiscounts(
  discount: Pmrm2Parameters["discount"],
  expiry: Pmrm2Expiry,
): { readonly gain: number; readonly debt: number } {
  const rate = Math.max(0, expiry.rate);
  const gain = discount.longStatic * exp(-expiry.years * (rate * discount.longRateScale + discount.longRateAdd));
  const grown = discount.shortStatic * exp(expiry.years * (rate * discount.shortRateScale + discount.shortRateAdd));
  return { gain, debt: Math.min(grown, 1 / expiry.markDiscount) };
}

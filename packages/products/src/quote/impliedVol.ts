/**
 * The volatility that a price implies.
 *
 * @module
 */
import { ln, normalCdf, normalPdf, normalQuantile, sqrt } from "@novate/num";
import {
  type Checked,
  logRatio,
  type OptionKind,
  outOfTheMoneyValue,
  refuse,
  refuseUnlessFinite,
  refuseUnlessPositive,
  timeValueAt,
} from "@novate/risk";

/** Iterations allowed; the safeguarded Newton steps need about six, bisection alone about seventy. */
const MAX_STEPS = 100;

/** An option price to be explained; `value` is discounted. */
export interface OptionQuote {
  readonly kind: OptionKind;
  readonly forward: number;
  readonly strike: number;
  readonly yearsToExpiry: number;
  readonly discount: number;
  readonly value: number;
}

/** The three stretches of the price as a function of σ√τ, each with the variable in which it is nearly straight. */
type Branch = "convex" | "concave" | "saturated";

/**
 * σ√τ at which the undiscounted out-of-the-money option is worth `timeValue`, given 0 < timeValue < min(F, K).
 *
 * Newton's method inside a bracket that halves whenever a step would leave it: below the point of greatest vega on
 * ln(value) against 1/s², above it on the value itself, and near the upper bound on ln(min(F, K) − value). Converges
 * to the last bits that the price determines.
 */
export function impliedStdDev(forward: number, strike: number, timeValue: number): number {
  const low = forward < strike ? forward : strike;
  const high = forward < strike ? strike : forward;
  const distance = logRatio(high, low);
  const inflection = sqrt(2 * distance);
  const branch: Branch =
    timeValue > 0.5 * low
      ? "saturated"
      : timeValue <= outOfTheMoneyValue(forward, strike, inflection)
        ? "convex"
        : "concave";
  let floor = branch === "convex" || timeValue <= outOfTheMoneyValue(forward, strike, inflection) ? 0 : inflection;
  let ceiling = branch === "convex" ? inflection : 80 + 2 * inflection;
  let guess = startOf(branch, low, high, distance, timeValue, inflection);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const { error, newton } = newtonStep(branch, low, high, distance, timeValue, guess);
    // Convergence is quadratic: after a step of 1e-9 the error left is below the last bit.
    if (Math.abs(newton - guess) <= 1e-9 * guess) return newton;
    if (error > 0) ceiling = guess;
    else floor = guess;
    guess = newton > floor && newton < ceiling ? newton : 0.5 * (floor + ceiling);
  }
  return guess;
}

/** How far the price at `stdDev` is above the target (in the branch's own measure), and where Newton would go. */
function newtonStep(
  branch: Branch,
  low: number,
  high: number,
  distance: number,
  target: number,
  stdDev: number,
): { readonly error: number; readonly newton: number } {
  const slope = low * normalPdf(0.5 * stdDev - distance / stdDev);
  if (branch === "saturated") {
    const rest =
      low * normalCdf(distance / stdDev - 0.5 * stdDev) + high * normalCdf(-distance / stdDev - 0.5 * stdDev);
    const error = ln((low - target) / rest);
    return { error, newton: stdDev - (error * rest) / slope };
  }
  const value = timeValueAt(low, distance / stdDev, 0.5 * stdDev);
  if (branch === "concave") return { error: value - target, newton: stdDev - (value - target) / slope };
  if (!(value > 0)) return { error: -1, newton: 0 };
  const error = ln(value / target);
  return { error, newton: stdDev / sqrt(Math.max(1 + (2 * error * value) / (slope * stdDev), 0.04)) };
}

/** A first guess: the leading term of each branch's expansion. */
function startOf(
  branch: Branch,
  low: number,
  high: number,
  distance: number,
  timeValue: number,
  inflection: number,
): number {
  if (branch === "convex") {
    const decay = -2 * ln(timeValue / sqrt(low * high)) - 0.5 * distance;
    const guess = decay > 0 ? distance / sqrt(decay) : inflection;
    return guess < inflection ? guess : 0.99 * inflection;
  }
  const atTheMoney = 2 * normalQuantile(0.5 + (0.5 * timeValue) / low);
  return atTheMoney > inflection ? atTheMoney : inflection * 1.01;
}

/**
 * Annual volatility implied by a discounted price.
 *
 * Refuses a price at or outside its bounds (intrinsic value, and the forward of a call or the strike of a put), a
 * non-positive time, forward, strike or discount. Relative accuracy is that of the price's time value.
 */
export function impliedVol(quote: OptionQuote): Checked<{ readonly volAnnual: number }> {
  const { kind, forward, strike, yearsToExpiry, discount, value } = quote;
  const fault =
    refuseUnlessPositive(forward, "forward") ??
    refuseUnlessPositive(strike, "strike") ??
    refuseUnlessPositive(yearsToExpiry, "yearsToExpiry") ??
    refuseUnlessPositive(discount, "discount") ??
    refuseUnlessFinite(value, "value");
  if (fault !== undefined) return fault;
  const intrinsic = kind === "call" ? forward - strike : strike - forward;
  const timeValue = value / discount - (intrinsic > 0 ? intrinsic : 0);
  if (timeValue < 0) return refuse("PriceOutOfBounds", "value", "is below the intrinsic value");
  if (timeValue >= (forward < strike ? forward : strike))
    return refuse("PriceOutOfBounds", "value", "is at or above the highest possible price");
  if (timeValue === 0) return { ok: true, volAnnual: 0 };
  return { ok: true, volAnnual: impliedStdDev(forward, strike, timeValue) / sqrt(yearsToExpiry) };
}

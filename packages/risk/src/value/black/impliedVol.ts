/**
 * The volatility that a price implies.
 *
 * @module
 */
import { ln, normalCdf, normalPdf, sqrt } from "@novate/num";
import { type Checked, refuse, refuseUnlessFinite, refuseUnlessPositive } from "../refusal.ts";
import { logRatio, type OptionKind, outOfTheMoneyValue } from "./black76.ts";

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

/**
 * σ√τ at which the undiscounted out-of-the-money option is worth `timeValue`, given 0 < timeValue < min(F, K).
 *
 * Newton's method on ln(value) below the point of greatest vega and on ln(min(F, K) − value) above it, where each is
 * close to concave, inside a bracket that halves whenever a step would leave it. Converges to the last bits that the
 * price determines.
 */
export function impliedStdDev(forward: number, strike: number, timeValue: number): number {
  const low = forward < strike ? forward : strike;
  const high = forward < strike ? strike : forward;
  const distance = logRatio(high, low);
  const inflection = sqrt(2 * distance);
  const isLower = timeValue <= outOfTheMoneyValue(forward, strike, inflection);
  const target = ln(isLower ? timeValue : low - timeValue);

  let floor = isLower ? 0 : inflection;
  let ceiling = isLower ? inflection : 80 + inflection;
  let guess = isLower ? lowerGuess(distance, timeValue / sqrt(low * high), inflection) : inflection + 0.5;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const level = isLower ? outOfTheMoneyValue(forward, strike, guess) : complement(low, high, distance, guess);
    const error = level > 0 ? ln(level) - target : Number.NEGATIVE_INFINITY;
    if (error > 0 === isLower) ceiling = guess;
    else floor = guess;
    if (error === 0) return guess;
    const slope = vegaOfStdDev(low, distance, guess) / level;
    // In the lower branch the curve in 1/s² is nearly straight: step in that variable.
    const newton = isLower ? guess / sqrt(max(1 + (2 * error) / (slope * guess), 0.04)) : guess + error / slope;
    const next = newton > floor && newton < ceiling ? newton : 0.5 * (floor + ceiling);
    if (Math.abs(next - guess) <= 2e-16 * guess || ceiling - floor <= 2e-16 * ceiling) return next;
    guess = next;
  }
  return guess;
}

const max = (left: number, right: number): number => (left > right ? left : right);

/** min(F, K) − value, without cancellation. */
const complement = (low: number, high: number, distance: number, stdDev: number): number =>
  low * normalCdf(distance / stdDev - 0.5 * stdDev) + high * normalCdf(-distance / stdDev - 0.5 * stdDev);

/** ∂value/∂(σ√τ). */
const vegaOfStdDev = (low: number, distance: number, stdDev: number): number =>
  low * normalPdf(-distance / stdDev + 0.5 * stdDev);

/** Start of the lower branch: the leading term of the small-volatility expansion, kept inside the branch. */
function lowerGuess(distance: number, normalised: number, inflection: number): number {
  if (inflection === 0) return 0.5;
  const decay = -2 * ln(normalised) - 0.5 * distance;
  const guess = decay > 0 ? distance / sqrt(decay) : inflection;
  return guess < inflection ? guess : 0.99 * inflection;
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

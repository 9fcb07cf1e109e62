/**
 * Quoted volatilities of an expiry, and how well a slice fits them.
 *
 * @module
 */
import { sqrt } from "@novate/num";
import {
  type Refused,
  refuse,
  refuseUnlessFinite,
  refuseUnlessNotNegative,
  refuseUnlessPositive,
  type SviSlice,
  sviTotalVariance,
} from "@novate/risk";

/** A quoted volatility of one strike; `weight` is of its squared error in volatility (vega is the usual choice). */
export interface VolQuote {
  readonly logMoneyness: number;
  readonly volAnnual: number;
  readonly weight: number;
}

/** The quotes of one expiry, in order of strike. */
export interface ExpiryQuotes {
  readonly yearsToExpiry: number;
  readonly quotes: readonly VolQuote[];
}

/** How well an expiry was fitted, in volatility (0.01 is one point). */
export interface FitReport {
  readonly yearsToExpiry: number;
  readonly quoteCount: number;
  /** Root of the weighted mean square error. */
  readonly rmse: number;
  readonly largestError: number;
}

/** The first fault of a list of expiries: an order, a number, or too few quotes to determine five parameters. */
export function faultOfQuotes(expiries: readonly ExpiryQuotes[]): Refused | undefined {
  if (expiries.length === 0) return refuse("FieldMissing", "expiries", "needs one expiry at least");
  let before = 0;
  for (const [index, { yearsToExpiry, quotes }] of expiries.entries()) {
    const path = `expiries[${index}]`;
    const fault = refuseUnlessPositive(yearsToExpiry, `${path}.yearsToExpiry`);
    if (fault !== undefined) return fault;
    if (yearsToExpiry <= before)
      return refuse("OutOfOrder", `${path}.yearsToExpiry`, "must be later than the expiry before");
    before = yearsToExpiry;
    const bad = faultOfSmile(quotes, `${path}.quotes`);
    if (bad !== undefined) return bad;
  }
  return undefined;
}

function faultOfSmile(quotes: readonly VolQuote[], path: string): Refused | undefined {
  if (quotes.length < 5) return refuse("TooFewQuotes", path, "five parameters need five quotes");
  for (const [index, quote] of quotes.entries()) {
    const field = `${path}[${index}]`;
    const fault =
      refuseUnlessFinite(quote.logMoneyness, `${field}.logMoneyness`) ??
      refuseUnlessPositive(quote.volAnnual, `${field}.volAnnual`) ??
      refuseUnlessNotNegative(quote.weight, `${field}.weight`);
    if (fault !== undefined) return fault;
    if (index > 0 && quotes[index - 1]!.logMoneyness >= quote.logMoneyness)
      return refuse("OutOfOrder", `${field}.logMoneyness`, "must be more than the one before");
  }
  return quotes.some(({ weight }) => weight > 0)
    ? undefined
    : refuse("NotPositive", path, "needs one weight above zero at least");
}

/** Weighted mean square error of a slice, in volatility. */
export function meanSquare(quotes: readonly VolQuote[], slice: SviSlice): number {
  let sum = 0;
  let total = 0;
  for (const { logMoneyness, volAnnual, weight } of quotes) {
    const error = sqrt(sviTotalVariance(slice, logMoneyness) / slice.yearsToExpiry) - volAnnual;
    sum += weight * error * error;
    total += weight;
  }
  return sum / total;
}

export function reportFit({ yearsToExpiry, quotes }: ExpiryQuotes, slice: SviSlice): FitReport {
  let largestError = 0;
  for (const { logMoneyness, volAnnual } of quotes) {
    const error = Math.abs(sqrt(sviTotalVariance(slice, logMoneyness) / yearsToExpiry) - volAnnual);
    if (error > largestError) largestError = error;
  }
  return { yearsToExpiry, quoteCount: quotes.length, rmse: sqrt(meanSquare(quotes, slice)), largestError };
}

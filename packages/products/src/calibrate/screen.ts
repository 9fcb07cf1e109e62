/**
 * Weighs quotes by what they can know: leaves out those that no arbitrage-free smile explains, and shares one weight
 * among copies.
 *
 * A venue's list of marks has stale entries and copies of a neighbour. Where the call prices that they imply are not
 * convex in the strike, some of them are wrong, whichever model is fitted; the quote whose absence mends most is left
 * out, until the rest is convex. A run of one and the same volatility is one observation.
 *
 * Source: the static conditions of P. Carr and D. Madan, "A note on sufficient conditions for no arbitrage", Finance
 * Research Letters 2 (2005).
 * @module
 */
import { exp, normalPdf, sqrt } from "@novate/num";
import { black76Value } from "@novate/risk";
import type { VolQuote } from "./quotes.ts";

/** Breaches of convexity below this volatility are noise of the quotes' own rounding. */
const TOLERANCE = 1e-3;
/** Neighbours closer than this in volatility are copies: marks are printed to 1e-4. */
const COPY_WIDTH = 3e-4;

/** A quote with what convexity is judged by: strike and call price in units of the forward, and vega. */
interface Point {
  readonly quote: VolQuote;
  readonly strike: number;
  readonly call: number;
  readonly vega: number;
}

/** The quotes of one expiry, in order of strike, whose call prices are convex and falling by at most the strike. */
export function screenQuotes(quotes: readonly VolQuote[], yearsToExpiry: number): readonly VolQuote[] {
  let points = quotes.map((quote) => pointOf(quote, yearsToExpiry));
  while (points.length > 3) {
    const breach = totalBreach(points);
    if (breach === 0) break;
    let best = points;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < points.length; i += 1) {
      const rest = points.filter((_, j) => j !== i);
      const left = totalBreach(rest);
      if (left < least) {
        least = left;
        best = rest;
      }
    }
    points = best;
  }
  return shareAmongCopies(points.map(({ quote }) => quote));
}

/** Divides the weights of each run of equal volatilities by its length. */
function shareAmongCopies(quotes: readonly VolQuote[]): readonly VolQuote[] {
  const shared: VolQuote[] = [];
  for (let from = 0; from < quotes.length; ) {
    let to = from + 1;
    while (to < quotes.length && Math.abs(quotes[to]!.volAnnual - quotes[to - 1]!.volAnnual) < COPY_WIDTH) to += 1;
    for (const quote of quotes.slice(from, to)) shared.push({ ...quote, weight: quote.weight / (to - from) });
    from = to;
  }
  return shared;
}

function pointOf(quote: VolQuote, years: number): Point {
  const strike = exp(quote.logMoneyness);
  const stdDev = quote.volAnnual * sqrt(years);
  const d1 = -quote.logMoneyness / stdDev + 0.5 * stdDev;
  return { quote, strike, call: black76Value("call", 1, strike, stdDev), vega: normalPdf(d1) * sqrt(years) };
}

/** Sum over the points of how far, in volatility, each lies above the chord of its neighbours. */
function totalBreach(points: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i + 1 < points.length; i += 1) {
    const left = points[i - 1]!;
    const middle = points[i]!;
    const right = points[i + 1]!;
    const share = (middle.strike - left.strike) / (right.strike - left.strike);
    const chord = left.call + share * (right.call - left.call);
    const excess = (middle.call - chord) / Math.max(middle.vega, 1e-12);
    if (excess > TOLERANCE) sum += excess;
  }
  return sum;
}

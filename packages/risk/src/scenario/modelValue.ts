/**
 * The model's value of one lot, and markets moved along one underlying's spot.
 *
 * @module
 */
import { ln, sqrt, YEAR_MS } from "@novate/num";
import { black76Value } from "../black/black76.ts";
import { volatilityAt } from "../surface/surface.ts";
import type { FutureTerms, InstrumentTerms, OptionTerms, UnderlyingMarket } from "./terms.ts";

/** Value of one lot in settlement atoms as a float, or undefined where the market cannot price it. */
export function modelValue(terms: InstrumentTerms, market: UnderlyingMarket): number | undefined {
  if (!(market.spot > 0)) return undefined;
  if (terms.kind === "perpetual" || terms.kind === "collateral") return market.spot * terms.atomsPerPoint;
  const quote = market.forwards.find(({ expiryMs }) => expiryMs === terms.expiryMs);
  if (quote === undefined) return undefined;
  const { forward, discount } = quote;
  if (terms.kind === "future") return averageOf(terms, forward) * terms.atomsPerPoint;
  const value = optionValue(terms, forward, market);
  return value === undefined ? undefined : discount * value * terms.atomsPerPoint;
}

/** Expected settlement average: the fixed part and, for the rest, the forward (MARG-009). */
function averageOf({ fixing }: FutureTerms | OptionTerms, forward: number): number {
  if (fixing === null) return forward;
  return fixing.fixedFraction * fixing.fixedAverage + (1 - fixing.fixedFraction) * forward;
}

function optionValue(terms: OptionTerms, forward: number, market: UnderlyingMarket): number | undefined {
  const fixed = terms.fixing?.fixedFraction ?? 0;
  const floating = 1 - fixed;
  if (market.surface === null && floating > 0) return undefined;
  const kind = terms.isCall ? "call" : "put";
  const strike = terms.strike - fixed * (terms.fixing?.fixedAverage ?? 0);
  if (floating <= 0 || strike <= 0) {
    const intrinsic = averageOf(terms, forward) - terms.strike;
    return Math.max(terms.isCall ? intrinsic : -intrinsic, 0);
  }
  const years = Math.max(terms.expiryMs - market.timeMs, 0) / YEAR_MS;
  const restStrike = strike / floating;
  const vol =
    years === 0 || market.surface === null ? 0 : volatilityAt(market.surface, ln(restStrike / forward), years);
  return floating * black76Value(kind, forward, restStrike, vol * sqrt(years));
}

/** The market with its spot, and its whole curve with it, multiplied by `factor`; the smile moves along. */
export const moveMarket = (market: UnderlyingMarket, factor: number): UnderlyingMarket => ({
  ...market,
  spot: market.spot * factor,
  forwards: market.forwards.map((quote) => ({ ...quote, forward: quote.forward * factor })),
});

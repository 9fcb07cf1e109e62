/**
 * From an untrusted market to the one asset, volatility and smile that a product is valued in.
 *
 * @module
 */
import { sqrt } from "@novate/num";
import { type Checked, createSurface, logMoneyness, refuse, totalVarianceAt, type VolSurface } from "@novate/risk";
import { finite, optional, positive } from "@novate/risk/rules";
import { forwardOf } from "../exotic/spotMarket.ts";
import type { CheckedMarket, MarketPart } from "./kind.ts";
import {
  correlation,
  faultOfRecord,
  listOf,
  notNegative,
  positiveTime,
  positiveVolatility,
  rate,
  record,
  volatility,
} from "./rules.ts";
import type { Market } from "./types.ts";

const slice = { yearsToExpiry: positiveTime, a: finite, b: notNegative, rho: correlation, m: finite, sigma: positive };

const MARKET_FIELDS = {
  spot: positive,
  rateAnnual: rate,
  yieldAnnual: rate,
  volAnnual: optional(volatility),
  surface: optional(listOf(slice, 1, 100)),
  second: optional(record({ spot: positive, yieldAnnual: rate, volAnnual: positiveVolatility })),
  correlation: optional(correlation),
  jumps: optional(record({ intensity: notNegative, logMean: finite, logStdDev: notNegative })),
  fx: optional(record({ payingRateAnnual: rate, volAnnual: volatility, correlation })),
};

/** Where to read the volatility; a strike of undefined means at the forward. */
export interface VolatilityPoint {
  readonly strike?: number;
  readonly years: number;
}

/** What a product asks of a market. */
export interface MarketNeeds {
  readonly parts: readonly MarketPart[];
  readonly point: VolatilityPoint;
  /** Whether the formulas divide by the volatility. */
  readonly isVolatilityPositive: boolean;
}

/** Checks a market and reads the volatility of one point. Refuses what is missing, unknown, out of range, or crossed. */
export function checkMarket(market: unknown, needs: MarketNeeds): Checked<{ readonly market: CheckedMarket }> {
  const fault = faultOfRecord(market, MARKET_FIELDS, "market");
  if (fault !== undefined) return fault;
  const given = market as Market; // every field was checked by the line above
  const surface = given.surface === undefined ? undefined : createSurface(given.surface);
  if (surface !== undefined && !surface.ok)
    return { ...surface, field: `market.surface${surface.field.slice("slices".length)}` };
  if (given.volAnnual !== undefined && surface !== undefined)
    return refuse("OutOfRange", "market.volAnnual", "give either a flat volatility or a surface");
  for (const part of needs.parts) {
    const missing = missingPart(part, given);
    if (missing !== undefined) return refuse("FieldMissing", `market.${missing}`, "is needed by this product");
  }
  const read = readVolatility(given, surface?.surface, needs.point);
  if (needs.parts.includes("volatility") && needs.isVolatilityPositive && !(read.volAnnual > 0))
    return refuse("NotPositive", "market.volAnnual", "must be more than zero for this product");
  const asset = {
    spot: given.spot,
    rateAnnual: given.rateAnnual,
    yieldAnnual: given.yieldAnnual,
    volAnnual: read.volAnnual,
  };
  const second =
    given.second === undefined || given.correlation === undefined
      ? {}
      : {
          second: {
            first: asset,
            second: { ...given.second, rateAnnual: given.rateAnnual },
            correlation: given.correlation,
          },
        };
  return {
    ok: true,
    market: {
      asset,
      ...second,
      ...(given.jumps === undefined ? {} : { jumps: given.jumps }),
      ...(given.fx === undefined ? {} : { fx: given.fx }),
      totalVariance: read.totalVariance,
    },
  };
}

function missingPart(part: MarketPart, market: Market): string | undefined {
  switch (part) {
    case "volatility":
      return market.volAnnual === undefined && market.surface === undefined ? "volAnnual" : undefined;
    case "second":
      return market.second === undefined ? "second" : market.correlation === undefined ? "correlation" : undefined;
    case "jumps":
      return market.jumps === undefined ? "jumps" : undefined;
    case "fx":
      return market.fx === undefined ? "fx" : undefined;
  }
}

function readVolatility(
  market: Market,
  surface: VolSurface | undefined,
  point: VolatilityPoint,
): { readonly volAnnual: number; readonly totalVariance: (k: number) => number } {
  if (surface === undefined) {
    const volAnnual = market.volAnnual ?? 0;
    return { volAnnual, totalVariance: () => volAnnual * volAnnual * point.years };
  }
  const totalVariance = (k: number): number => totalVarianceAt(surface, k, point.years);
  if (!(point.years > 0)) return { volAnnual: 0, totalVariance };
  const forward = forwardOf({ ...market, volAnnual: 0 }, point.years);
  const k = point.strike !== undefined && point.strike > 0 ? logMoneyness(point.strike, forward) : 0;
  return { volAnnual: sqrt(totalVariance(k) / point.years), totalVariance };
}

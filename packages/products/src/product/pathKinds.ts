/**
 * Kinds that depend on averages and extremes of the path.
 *
 * @module
 */

import { type Refused, refuse } from "@novate/risk";
import { finite, oneOf, optional, positive } from "@novate/risk/rules";
import {
  continuousGeometricValue,
  discreteGeometricValue,
  levyAsianValue,
  turnbullWakemanValue,
} from "../exotic/asianApproximate.ts";
import {
  averageStrikeValue,
  continuousAsianValue,
  discreteAsianValue,
  MOST_AVERAGING_DEVIATION,
} from "../exotic/asianExact.ts";
import {
  fixedLookbackValue,
  floatingLookbackValue,
  partialFixedLookbackValue,
  partialFloatingLookbackValue,
} from "../exotic/lookback.ts";
import { type SpotMarket, stdDevOf } from "../exotic/spotMarket.ts";
import type { ProductKind } from "./kind.ts";
import { list, notNegative, ordered, positiveTime, time } from "./rules.ts";
import type {
  Asian,
  AverageStrike,
  ContinuousAsian,
  FixedLookback,
  FloatingLookback,
  PartialFixedLookback,
  PartialFloatingLookback,
} from "./types.ts";
import { optionKind } from "./vanillaKinds.ts";

/** Fixings one option may have: a year of business days and more, still well under a second. */
const MAX_FIXINGS = 1000;

const refuseUnlessFixedInTime = (fixingYears: readonly number[], years: number): Refused | undefined => {
  const last = fixingYears[fixingYears.length - 1];
  if (last === undefined) return refuse("FieldMissing", "product.fixingYears", "needs one fixing at least");
  return last <= years * (1 + 1e-12)
    ? undefined
    : refuse("OutOfOrder", "product.fixingYears", "the last fixing must not be after expiry");
};

const refuseUnlessAveraged = (asset: SpotMarket, years: number): Refused | undefined =>
  stdDevOf(asset, years) <= MOST_AVERAGING_DEVIATION
    ? undefined
    : refuse("NotCovered", "market.volAnnual", "makes an average of more than five standard deviations");

const refuseUnlessWatched = (watchYears: number, years: number): Refused | undefined =>
  watchYears < years ? undefined : refuse("OutOfOrder", "product.watchYears", "must be before expiry");

export const asian: ProductKind<Asian> = {
  method: "backward quadrature (exact), Kemna and Vorst (geometric), or Turnbull and Wakeman (1991)",
  fields: {
    kind: optionKind,
    strike: positive,
    yearsToExpiry: positiveTime,
    method: oneOf("exact", "geometric", "turnbullWakeman"),
    fixingYears: ordered(time, MAX_FIXINGS),
    pastCount: notNegative,
    pastSum: finite,
    totalVariances: optional(list(notNegative, MAX_FIXINGS)),
  },
  needs: ["volatility"],
  relation: ({ method, fixingYears, yearsToExpiry, totalVariances }, { asset }) =>
    refuseUnlessFixedInTime(fixingYears, yearsToExpiry) ??
    (method === "exact" ? refuseUnlessAveraged(asset, yearsToExpiry) : undefined) ??
    (totalVariances !== undefined && totalVariances.length !== fixingYears.length
      ? refuse("OutOfRange", "product.totalVariances", "must have one entry a fixing")
      : undefined),
  value: (product, { asset }) => {
    const { method, kind, strike, yearsToExpiry, totalVariances } = product;
    if (method === "geometric") return discreteGeometricValue(asset, kind, strike, product, yearsToExpiry);
    if (method === "exact") return discreteAsianValue(asset, kind, strike, product, yearsToExpiry);
    return turnbullWakemanValue(asset, kind, strike, product, yearsToExpiry, totalVariances);
  },
};

export const continuousAsian: ProductKind<ContinuousAsian> = {
  method: "extrapolated quadrature (exact), Kemna and Vorst (geometric), or Levy (1992)",
  fields: {
    kind: optionKind,
    strike: positive,
    yearsToExpiry: positiveTime,
    method: oneOf("exact", "geometric", "levy"),
    averagingYears: optional(positive),
    averageSoFar: optional(notNegative),
  },
  needs: ["volatility"],
  relation: ({ method, averagingYears, yearsToExpiry }, { asset }) =>
    (method === "exact" ? refuseUnlessAveraged(asset, yearsToExpiry) : undefined) ??
    (averagingYears !== undefined && averagingYears < yearsToExpiry
      ? refuse("OutOfOrder", "product.averagingYears", "must not be shorter than the time left")
      : undefined),
  value: ({ method, kind, strike, yearsToExpiry, averagingYears, averageSoFar }, { asset }) => {
    if (method === "geometric") return continuousGeometricValue(asset, kind, strike, yearsToExpiry);
    if (method === "exact") return continuousAsianValue(asset, kind, strike, yearsToExpiry);
    return levyAsianValue(asset, kind, strike, averageSoFar ?? 0, averagingYears ?? yearsToExpiry, yearsToExpiry);
  },
};

export const averageStrike: ProductKind<AverageStrike> = {
  method: "backward quadrature in the measure of the final spot",
  fields: { kind: optionKind, fixingYears: ordered(time, MAX_FIXINGS), yearsToExpiry: positiveTime },
  needs: ["volatility"],
  relation: ({ fixingYears, yearsToExpiry }, { asset }) =>
    refuseUnlessFixedInTime(fixingYears, yearsToExpiry) ?? refuseUnlessAveraged(asset, yearsToExpiry),
  value: ({ kind, fixingYears, yearsToExpiry }, { asset }) =>
    averageStrikeValue(asset, kind, fixingYears, yearsToExpiry),
};

export const fixedLookback: ProductKind<FixedLookback> = {
  method: "Conze and Viswanathan (1991), quadrature of touch probabilities",
  fields: { kind: optionKind, strike: positive, extreme: positive, yearsToExpiry: positiveTime },
  needs: ["volatility"],
  value: ({ kind, strike, extreme, yearsToExpiry }, { asset }) =>
    fixedLookbackValue(asset, kind, strike, extreme, yearsToExpiry),
};

export const floatingLookback: ProductKind<FloatingLookback> = {
  method: "Goldman, Sosin and Gatto (1979), quadrature of touch probabilities",
  fields: { kind: optionKind, extreme: positive, yearsToExpiry: positiveTime },
  needs: ["volatility"],
  value: ({ kind, extreme, yearsToExpiry }, { asset }) => floatingLookbackValue(asset, kind, extreme, yearsToExpiry),
};

export const partialFixedLookback: ProductKind<PartialFixedLookback> = {
  method: "Heynen and Kat (1994), quadrature of bivariate probabilities",
  fields: { kind: optionKind, strike: positive, watchYears: positiveTime, yearsToExpiry: positiveTime },
  needs: ["volatility"],
  relation: ({ watchYears, yearsToExpiry }) => refuseUnlessWatched(watchYears, yearsToExpiry),
  value: ({ kind, strike, watchYears, yearsToExpiry }, { asset }) =>
    partialFixedLookbackValue(asset, kind, strike, watchYears, yearsToExpiry),
};

export const partialFloatingLookback: ProductKind<PartialFloatingLookback> = {
  method: "Heynen and Kat (1994), quadrature of bivariate probabilities",
  fields: {
    kind: optionKind,
    extreme: positive,
    multiple: positive,
    watchYears: positiveTime,
    yearsToExpiry: positiveTime,
  },
  needs: ["volatility"],
  relation: ({ watchYears, yearsToExpiry }) => refuseUnlessWatched(watchYears, yearsToExpiry),
  value: ({ kind, extreme, multiple, watchYears, yearsToExpiry }, { asset }) =>
    partialFloatingLookbackValue(asset, kind, extreme, multiple, watchYears, yearsToExpiry),
};

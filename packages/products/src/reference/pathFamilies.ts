/**
 * Reference families on averages and extremes.
 *
 * @module
 */
import { against, type Family, flatMarket, marketOf, optionOf, valued } from "./family.ts";
import { kindIn, numberIn, type ReferenceRecord, roundedYears, yearsIn } from "./record.ts";

/** Fixing times: evenly from `first` over `length`, each rounded to a day. */
function fixingsOf(first: number, length: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => roundedYears(first + (index * length) / (count - 1)));
}

const averagingMarket = (record: ReferenceRecord) =>
  flatMarket(
    numberIn(record, record.underlying === undefined ? "spot" : "underlying"),
    numberIn(record, "riskFreeRate"),
    record.dividendYield === undefined ? 0 : numberIn(record, "dividendYield"),
    numberIn(record, "volatility"),
  );

/** The figures come from simulation; this scatter is what the tests allow. */
const MONTE_CARLO_TOLERANCE = 2e-2;

export const averagePrice: Family = (record) => {
  const fixingYears = fixingsOf(numberIn(record, "first"), numberIn(record, "length"), numberIn(record, "fixings"));
  const product = {
    product: "asian" as const,
    method: "exact" as const,
    kind: kindIn(record),
    strike: numberIn(record, "strike"),
    yearsToExpiry: fixingYears[fixingYears.length - 1]!, // two fixings at least
    fixingYears,
    pastCount: 0,
    pastSum: 0,
  };
  return against(record, valued(product, averagingMarket(record)), MONTE_CARLO_TOLERANCE);
};

export const averageStrike: Family = (record) => {
  const fixingYears = fixingsOf(numberIn(record, "first"), numberIn(record, "length"), numberIn(record, "fixings"));
  const yearsToExpiry = fixingYears[fixingYears.length - 1]!; // two fixings at least
  const product = { product: "averageStrike" as const, kind: kindIn(record), fixingYears, yearsToExpiry };
  return against(record, valued(product, averagingMarket(record)), MONTE_CARLO_TOLERANCE);
};

/**
 * Weekly fixings on a term structure of volatility: 20 % at the last, and half a point less (`up`) or more (`down`) at
 * each one before.
 */
export const turnbullWakeman: Family = (record) => {
  const count = numberIn(record, "fixings");
  const first = numberIn(record, "first");
  const step = (numberIn(record, "expiry") - first) / (count - 1);
  const slope = record.slope === "up" ? 0.005 : record.slope === "down" ? -0.005 : 0;
  const fixingYears = Array.from({ length: count }, (_, index) => first + index * step);
  const totalVariances = fixingYears.map((time, index) => {
    const vol = numberIn(record, "volatility") - slope * (count - 1 - index);
    return vol * vol * time;
  });
  const rateAnnual = numberIn(record, "riskFreeRate");
  const market = flatMarket(numberIn(record, "underlying"), rateAnnual, rateAnnual - numberIn(record, "b"), 0.2);
  const product = {
    product: "asian" as const,
    method: "turnbullWakeman" as const,
    kind: kindIn(record),
    strike: numberIn(record, "strike"),
    yearsToExpiry: numberIn(record, "expiry"),
    fixingYears,
    pastCount: 0,
    pastSum: 0,
    totalVariances,
  };
  return against(record, valued(product, market));
};

export const levy: Family = (record) => {
  const length = numberIn(record, "length") / 360;
  const product = {
    product: "continuousAsian" as const,
    method: "levy" as const,
    kind: kindIn(record),
    strike: numberIn(record, "strike"),
    averagingYears: length,
    averageSoFar: numberIn(record, "currentAverage"),
    yearsToExpiry: length - numberIn(record, "elapsed") / 360,
  };
  return against(record, valued(product, averagingMarket(record)));
};

/** Calls on the continuous average, as in L. Rogers and Z. Shi (1995). */
export const vecer: Family = (record) => {
  const product = {
    product: "continuousAsian" as const,
    method: "exact" as const,
    kind: "call" as const,
    strike: numberIn(record, "strike"),
    yearsToExpiry: numberIn(record, "length"),
  };
  return against(record, valued(product, averagingMarket(record)));
};

export const floatingLookback: Family = (record) => {
  const { kind, yearsToExpiry } = optionOf(record);
  const product = { product: "floatingLookback" as const, kind, extreme: numberIn(record, "minmax"), yearsToExpiry };
  return against(record, valued(product, marketOf(record)));
};

export const fixedLookback: Family = (record) => {
  const product = { product: "fixedLookback" as const, ...optionOf(record), extreme: numberIn(record, "minmax") };
  return against(record, valued(product, marketOf(record)));
};

export const partialFloatingLookback: Family = (record) => {
  const { kind, yearsToExpiry } = optionOf(record);
  const product = {
    product: "partialFloatingLookback" as const,
    kind,
    extreme: numberIn(record, "minmax"),
    multiple: numberIn(record, "l"),
    watchYears: yearsIn(record, "t1"),
    yearsToExpiry,
  };
  return against(record, valued(product, marketOf(record)));
};

export const partialFixedLookback: Family = (record) => {
  const product = { product: "partialFixedLookback" as const, ...optionOf(record), watchYears: yearsIn(record, "t1") };
  return against(record, valued(product, marketOf(record)));
};

/**
 * Reference families on barriers, averages and extremes.
 *
 * @module
 */
import { isOut } from "../exotic/images.ts";
import type { Comparison, Family } from "./family.ts";
import { DEFAULT_TOLERANCE, flatMarket, toleranceOf, valued } from "./family.ts";
import { barrierKindIn, kindIn, numberIn, type ReferenceRecord, roundedYears, yearsIn } from "./record.ts";

const marketOf = (record: ReferenceRecord) =>
  flatMarket(numberIn(record, "s"), numberIn(record, "r"), numberIn(record, "q"), numberIn(record, "v"));

const optionOf = (record: ReferenceRecord) => ({
  kind: kindIn(record),
  strike: numberIn(record, "strike"),
  yearsToExpiry: yearsIn(record),
});

const against = (record: ReferenceRecord, value: Comparison["value"], otherwise = DEFAULT_TOLERANCE): Comparison => ({
  value,
  expected: numberIn(record, "result"),
  tolerance: toleranceOf(record, otherwise),
});

/** Figures of American barrier options come from a binomial tree of 400 steps: this is its scatter. */
const TREE_TOLERANCE = 5e-3;

export const barrier: Family = (record) => {
  const terms = {
    barrierKind: barrierKindIn(record),
    barrier: numberIn(record, "barrier"),
    rebate: numberIn(record, "rebate"),
  };
  const option = { ...optionOf(record), ...terms };
  if (record.exType !== "american") return against(record, valued({ product: "barrier", ...option }, marketOf(record)));
  const sign = option.kind === "call" ? 1 : -1;
  if (isOut(option.barrierKind) && sign * (option.barrier - option.strike) > option.rebate)
    return "exercise just before the touch is best: the figure is that of one tree's nodes near the barrier";
  const value = valued({ product: "americanBarrier", ...option }, marketOf(record));
  return { ...against(record, value), tolerance: TREE_TOLERANCE };
};

/** El Babsiri and Noel: S = 100, r = 5 %, q = 2 %, one year; the call column. */
export const babsiri: Family = (record) => {
  const product = {
    product: "barrier" as const,
    kind: "call" as const,
    strike: numberIn(record, "strike"),
    yearsToExpiry: 1,
    barrierKind: barrierKindIn(record, "type"),
    barrier: numberIn(record, "barrier"),
    rebate: 0,
  };
  const market = flatMarket(100, 0.05, 0.02, numberIn(record, "volatility"));
  return { value: valued(product, market), expected: numberIn(record, "callValue"), tolerance: 1e-5 };
};

export const doubleBarrier: Family = (record) => {
  const knock = record.barrierType === "KnockIn" ? ("in" as const) : ("out" as const);
  const terms = { knock, lower: numberIn(record, "barrierlo"), upper: numberIn(record, "barrierhi") };
  return against(record, valued({ product: "doubleBarrier", ...optionOf(record), ...terms }, marketOf(record)));
};

export const binaryBarrier =
  (pays: "cash" | "asset"): Family =>
  (record) => {
    const terms = {
      pays,
      amount: pays === "cash" ? numberIn(record, "cash") : 1,
      barrierKind: barrierKindIn(record),
      barrier: numberIn(record, "barrier"),
    };
    return against(record, valued({ product: "binaryBarrier", ...optionOf(record), ...terms }, marketOf(record)));
  };

export const softBarrier: Family = (record) => {
  const terms = {
    barrierKind: barrierKindIn(record),
    lower: numberIn(record, "L"),
    upper: numberIn(record, "U"),
  };
  return against(record, valued({ product: "softBarrier", ...optionOf(record), ...terms }, marketOf(record)));
};

/** Heynen and Kat's table: barrier 100, r = 10 %, no yield, σ = 25 %, 360 days, watched from the given day on. */
export const partialBarrier =
  (kind: "call" | "put"): Family =>
  (record) => {
    const product = {
      product: "partialBarrier" as const,
      kind,
      strike: numberIn(record, "strike"),
      yearsToExpiry: 1,
      barrierKind: "downOut" as const,
      barrier: 100,
      watch: "endEitherSide" as const,
      watchYears: numberIn(record, "days") / 360,
    };
    return against(record, valued(product, flatMarket(numberIn(record, "underlying"), 0.1, 0, 0.25)));
  };

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

/**
 * Reference families on two assets, other currencies, day counts.
 *
 * @module
 */
import { type DayCount, dayCountDays } from "../curve/dayCount.ts";
import type { Market, SingleAssetProduct } from "../product/types.ts";
import { DEFAULT_TOLERANCE, type Family, flatMarket, optionOf, toleranceOf, valued } from "./family.ts";
import { barrierKindIn, dateOf, kindIn, numberIn, type ReferenceRecord, yearsIn } from "./record.ts";

const twoAssets = (record: ReferenceRecord, correlation = "rho"): Market => ({
  spot: numberIn(record, "s1"),
  rateAnnual: numberIn(record, "r"),
  yieldAnnual: numberIn(record, "q1"),
  volAnnual: numberIn(record, "v1"),
  second: { spot: numberIn(record, "s2"), yieldAnnual: numberIn(record, "q2"), volAnnual: numberIn(record, "v2") },
  correlation: numberIn(record, correlation),
});

const expectedOf = (record: ReferenceRecord) => ({
  expected: numberIn(record, "result"),
  tolerance: toleranceOf(record),
});

/** Minimum and maximum by Stulz; the spread rows were made with Kirk's formula on two futures, which have no carry. */
export const twoAssetBasket: Family = (record) => {
  const option = { kind: kindIn(record), strike: numberIn(record, "strike"), yearsToExpiry: yearsIn(record) };
  const market = twoAssets(record);
  const value =
    record.basketType === "SpreadBasket"
      ? valued({ product: "spread", method: "kirk", ...option }, twoAssets({ ...record, q1: record.r, q2: record.r }))
      : valued({ product: "rainbow", extreme: record.basketType === "MaxBasket" ? "max" : "min", ...option }, market);
  return { value, ...expectedOf(record) };
};

/** Lo's table (2015): S₁ = 110, S₂ = 90, σ₂ = 20 %, r = 5 %, no yields; the column of Kirk's formula, to fifteen digits. */
export const kirkSpread: Family = (record) => {
  const expected = numberIn(record, "kirkNPV");
  const market = {
    ...flatMarket(110, 0.05, 0, numberIn(record, "vol1")),
    second: { spot: 90, yieldAnnual: 0, volAnnual: 0.2 },
    correlation: numberIn(record, "rho"),
  };
  const product = {
    product: "spread" as const,
    method: "kirk" as const,
    kind: "call" as const,
    strike: numberIn(record, "K"),
    yearsToExpiry: numberIn(record, "T"),
  };
  return { value: valued(product, market), expected, tolerance: 1e-12 * expected };
};

export const exchange =
  (isAmerican: boolean): Family =>
  (record) => {
    const product = {
      product: "exchange" as const,
      firstQuantity: numberIn(record, "Q1"),
      secondQuantity: numberIn(record, "Q2"),
      yearsToExpiry: yearsIn(record),
      ...(isAmerican ? { americanMethod: "bjerksundStensland" as const } : {}),
    };
    return { value: valued(product, twoAssets(record)), ...expectedOf(record) };
  };

/** Half a year; the table is printed to 4e-3, which is what the test allows. */
export const twoAssetBarrier: Family = (record) => {
  const product = {
    product: "twoAssetBarrier" as const,
    kind: kindIn(record),
    strike: numberIn(record, "strike"),
    yearsToExpiry: 0.5,
    barrierKind: barrierKindIn(record),
    barrier: numberIn(record, "barrier"),
  };
  return {
    value: valued(product, twoAssets(record, "correlation")),
    expected: numberIn(record, "result"),
    tolerance: 4e-3,
  };
};

/** The tests' r is the rate of the paying currency and fxr that of the asset's own. */
const quantoOf = (record: ReferenceRecord, product: SingleAssetProduct) => {
  const market = {
    ...flatMarket(numberIn(record, "s"), numberIn(record, "fxr"), numberIn(record, "q"), numberIn(record, "v")),
    fx: {
      payingRateAnnual: numberIn(record, "r"),
      volAnnual: numberIn(record, "fxv"),
      correlation: numberIn(record, "corr"),
    },
  };
  return { value: valued({ product: "quanto", of: product }, market), ...expectedOf(record) };
};

export const quantoEuropean: Family = (record) =>
  Number.isNaN(numberIn(record, "result"))
    ? "no figure: the test compares two of QuantLib's engines"
    : quantoOf(record, { product: "european", ...optionOf(record) });

export const quantoForward =
  (isPerformance: boolean): Family =>
  (record) =>
    quantoOf(record, {
      product: "forwardStart",
      kind: kindIn(record),
      moneyness: numberIn(record, "moneyness"),
      startYears: yearsIn(record, "start"),
      yearsToExpiry: yearsIn(record),
      isPerformance,
    });

export const quantoBarrier: Family = (record) =>
  quantoOf(record, {
    product: "barrier",
    ...optionOf(record),
    barrierKind: barrierKindIn(record),
    barrier: numberIn(record, "barrier"),
    rebate: numberIn(record, "rebate"),
  });

export const quantoDoubleBarrier: Family = (record) =>
  quantoOf(record, {
    product: "doubleBarrier",
    ...optionOf(record),
    knock: record.barrierType === "KnockIn" ? "in" : "out",
    lower: numberIn(record, "barrier_lo"),
    upper: numberIn(record, "barrier_hi"),
  });

/** Days between two dates; the termination date of the ISDA variant is that of its table. */
export const dayCount =
  (convention: DayCount, termination?: string): Family =>
  (record) => {
    const start = dateOf(record.start);
    const end = dateOf(record.end);
    if (start === undefined || end === undefined) return "not a date";
    return {
      value: dayCountDays(convention, start, end, dateOf(termination)),
      expected: numberIn(record, "expected"),
      tolerance: DEFAULT_TOLERANCE,
    };
  };

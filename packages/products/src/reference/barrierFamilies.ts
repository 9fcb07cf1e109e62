/**
 * Reference families on barriers.
 *
 * @module
 */

import type { Refused } from "@novate/risk";
import { isOut } from "../exotic/images.ts";
import { against, DEFAULT_TOLERANCE, type Family, flatMarket, marketOf, optionOf, valued } from "./family.ts";
import { barrierKindIn, numberIn } from "./record.ts";

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

/**
 * Tables of pairs instead of figures: without carry a call is worth strike/spot puts, struck and barred at the mirror
 * images spot²/K and spot²/H, which the table gives to a few digits.
 */
export const barrierSymmetry =
  (watch: "endEitherSide" | undefined): Family =>
  (record) => {
    const market = flatMarket(100, 0.05, 0.05, 0.25);
    const at = (side: "call" | "put"): number | Refused => {
      const terms = {
        kind: side,
        strike: numberIn(record, `${side}Strike`),
        barrierKind: barrierKindIn(record, `${side}Type`),
        barrier: numberIn(record, `${side}Barrier`),
        yearsToExpiry: 1,
      };
      return watch === undefined
        ? valued({ product: "barrier", rebate: 0, ...terms }, market)
        : valued({ product: "partialBarrier", watch, watchYears: numberIn(record, "days") / 360, ...terms }, market);
    };
    const put = at("put");
    if (typeof put !== "number") return { value: put, expected: Number.NaN, tolerance: 0 };
    const expected = (numberIn(record, "callStrike") / market.spot) * put;
    return { value: at("call"), expected, tolerance: DEFAULT_TOLERANCE };
  };

/**
 * One sample product of every kind, in a market that has all parts: for tests and for the pinned bits.
 *
 * @module
 */
import type { Market, Product } from "../product/types.ts";

export const SAMPLE_MARKET: Market = {
  spot: 100,
  rateAnnual: 0.05,
  yieldAnnual: 0.02,
  volAnnual: 0.3,
  second: { spot: 95, yieldAnnual: 0.01, volAnnual: 0.25 },
  correlation: 0.4,
  jumps: { intensity: 1.5, logMean: -0.1, logStdDev: 0.15 },
  fx: { payingRateAnnual: 0.03, volAnnual: 0.1, correlation: -0.2 },
};

const option = { kind: "call", strike: 105, yearsToExpiry: 0.75 } as const;
const put = { kind: "put", strike: 98, yearsToExpiry: 0.5 } as const;

export const SAMPLES: readonly Product[] = [
  { product: "spot" },
  { product: "perpetual", basis: 0.25 },
  { product: "future", yearsToExpiry: 0.5 },
  { product: "european", ...option },
  { product: "jumpEuropean", ...put },
  { product: "american", method: "spectral", ...put },
  { product: "american", method: "baroneAdesiWhaley", ...put },
  { product: "american", method: "bjerksundStensland", ...put },
  { product: "american", method: "juZhong", ...put },
  { product: "digital", pays: "cash", amount: 10, ...option },
  { product: "gap", trigger: 102, ...option },
  { product: "touch", pays: "cash", when: "atTouch", amount: 10, level: 120, yearsToExpiry: 0.5 },
  { product: "touch", pays: "asset", when: "neverTouched", amount: 1, level: 80, yearsToExpiry: 0.5 },
  { product: "barrier", barrierKind: "downOut", barrier: 90, rebate: 2, ...option },
  { product: "barrier", barrierKind: "upIn", barrier: 120, rebate: 2, ...put },
  { product: "americanBarrier", barrierKind: "downOut", barrier: 90, rebate: 0, ...put },
  { product: "americanBarrier", barrierKind: "upIn", barrier: 115, rebate: 1, ...option },
  { product: "binaryBarrier", pays: "asset", amount: 1, barrierKind: "downIn", barrier: 90, ...option },
  { product: "softBarrier", barrierKind: "downOut", lower: 80, upper: 95, ...option },
  { product: "partialBarrier", barrierKind: "downOut", barrier: 92, watch: "start", watchYears: 0.3, ...option },
  { product: "partialBarrier", barrierKind: "upOut", barrier: 115, watch: "endOneSide", watchYears: 0.3, ...put },
  { product: "doubleBarrier", knock: "out", lower: 80, upper: 130, ...option },
  {
    product: "asian",
    method: "exact",
    fixingYears: [0.1, 0.2, 0.3, 0.4, 0.5],
    pastCount: 1,
    pastSum: 101,
    ...option,
  },
  { product: "asian", method: "turnbullWakeman", fixingYears: [0.25, 0.5, 0.75], pastCount: 0, pastSum: 0, ...option },
  { product: "asian", method: "geometric", fixingYears: [0.25, 0.5], pastCount: 0, pastSum: 0, ...put },
  { product: "continuousAsian", method: "exact", ...option },
  { product: "continuousAsian", method: "geometric", ...put },
  { product: "continuousAsian", method: "levy", averagingYears: 1, averageSoFar: 101, ...option },
  { product: "averageStrike", kind: "call", fixingYears: [0.25, 0.5, 0.75], yearsToExpiry: 0.75 },
  { product: "fixedLookback", extreme: 103, ...option },
  { product: "floatingLookback", kind: "put", extreme: 103, yearsToExpiry: 0.75 },
  { product: "partialFixedLookback", watchYears: 0.25, ...option },
  {
    product: "partialFloatingLookback",
    kind: "call",
    extreme: 97,
    multiple: 1.02,
    watchYears: 0.25,
    yearsToExpiry: 0.75,
  },
  { product: "forwardStart", kind: "call", moneyness: 1.05, startYears: 0.25, yearsToExpiry: 1, isPerformance: false },
  {
    product: "compound",
    outerKind: "call",
    outerStrike: 5,
    outerYears: 0.25,
    innerKind: "put",
    innerStrike: 104,
    innerYears: 0.75,
  },
  { product: "varianceSwap", strikeVariance: 0.08, yearsToExpiry: 0.5 },
  { product: "exchange", firstQuantity: 1, secondQuantity: 1.1, yearsToExpiry: 0.5 },
  { product: "exchange", firstQuantity: 1, secondQuantity: 1.1, yearsToExpiry: 0.5, americanMethod: "spectral" },
  { product: "spread", method: "exact", kind: "call", strike: 4, yearsToExpiry: 0.5 },
  { product: "spread", method: "kirk", kind: "put", strike: 4, yearsToExpiry: 0.5 },
  { product: "rainbow", extreme: "min", ...put },
  { product: "twoAssetBarrier", barrierKind: "downOut", barrier: 85, ...option },
  { product: "quanto", of: { product: "european", ...option } },
];

/**
 * A small market for the tests of this folder: BTC and ETH with perpetuals, futures and options on a flat-ish smile.
 *
 * @module
 */
import { DAY_MS } from "@novate/num";
import { RiskBook } from "../book/book.ts";
import { createMarginContext, type MarginContext, type UnderlyingLimits } from "../book/context.ts";
import type { MarginProfile } from "../profile/profile.ts";
import { STANDARD_PROFILE } from "../profile/standard.ts";
import { buildScenarioRow } from "../scenario/buildRow.ts";
import { modelValue } from "../scenario/modelValue.ts";
import { type PreparedMarket, prepareMarket } from "../scenario/prepared.ts";
import type { InstrumentTerms, JointShock, UnderlyingMarket } from "../scenario/terms.ts";
import type { SviSlice } from "../surface/svi.ts";

export const NOW_MS = 1_760_000_000_000;
export const NEAR_MS = NOW_MS + 7 * DAY_MS;
export const FAR_MS = NOW_MS + 60 * DAY_MS;
export const BTC = 1;
export const ETH = 2;
export const SOL = 3;

const slice = (days: number, vol: number): SviSlice => {
  const yearsToExpiry = days / 365;
  const variance = vol * vol * yearsToExpiry;
  return { yearsToExpiry, a: variance * 0.9, b: variance * 0.5, rho: -0.2, m: 0, sigma: 0.2 };
};

/** A market of `spot` with a week and two months of futures and options. */
export function sampleMarket(underlyingId: number, spot: number, volAnnual: number): UnderlyingMarket {
  return {
    underlyingId,
    timeMs: NOW_MS,
    spot,
    forwards: [
      { expiryMs: NEAR_MS, forward: spot * 1.001, discount: 1 },
      { expiryMs: FAR_MS, forward: spot * 1.01, discount: 1 },
    ],
    surface: { slices: [slice(7, volAnnual), slice(60, volAnnual)] },
    volAnnual,
    rangeFloor: 0,
    ageMs: 0,
    confidence: 0.0005,
    jointShocks: [],
  };
}

/** Model value of one lot, as the engine would mark it: to the nearest atom. */
export const modelMark = (terms: InstrumentTerms, market: UnderlyingMarket): number =>
  Math.round(modelValue(terms, market)!); // the sample markets price every sample instrument

export interface Sample {
  readonly book: RiskBook;
  readonly context: MarginContext;
  readonly prepared: readonly PreparedMarket[];
  readonly terms: readonly InstrumentTerms[];
}

/** Lists `terms` at their model marks; the book index of an instrument is its place in the list. */
export function sampleBook(
  terms: readonly InstrumentTerms[],
  markets: readonly UnderlyingMarket[],
  options: {
    readonly profile?: MarginProfile;
    readonly depthAtoms?: number;
    readonly creditPpm?: number;
    readonly fundingRate8h?: number;
    readonly openInterestScalePpm?: number;
  } = {},
): Sample {
  const profile = options.profile ?? STANDARD_PROFILE;
  const book = new RiskBook(profile, markets[0]!.jointShocks.length);
  const prepared = markets.map((market) => prepareMarket(profile, market));
  for (const [index, term] of terms.entries()) {
    const home = prepared.find(({ market }) => market.underlyingId === term.underlyingId)!;
    const valueAtoms = modelMark(term, home.market);
    const mark = { valueAtoms, fundingRate8h: options.fundingRate8h ?? 0.0001, isPriced: true };
    book.setRow(index, buildScenarioRow(term, mark, home));
  }
  const limits = prepared.map(
    ({ market, range }): UnderlyingLimits => ({
      underlyingId: market.underlyingId,
      range,
      openInterestScalePpm: options.openInterestScalePpm ?? 1_000_000,
      deltaDepthAtoms: options.depthAtoms ?? 1e14,
      vegaDepthAtoms: (options.depthAtoms ?? 1e14) / 100,
    }),
  );
  const pairs =
    options.creditPpm === undefined
      ? []
      : [{ leftUnderlyingId: BTC, rightUnderlyingId: ETH, creditPpm: options.creditPpm }];
  return { book, context: createMarginContext(book, limits, pairs), prepared, terms };
}

/** Instruments of one underlying: perpetual, two futures, and calls and puts around the money in both expiries. */
export function listing(underlyingId: number, spot: number, atomsPerPoint: number): InstrumentTerms[] {
  const common = { underlyingId, atomsPerPoint };
  const first = underlyingId * 1000;
  const strikes = [0.8, 0.95, 1, 1.05, 1.25].map((moneyness) => Math.round(spot * moneyness));
  const options = [NEAR_MS, FAR_MS].flatMap((expiryMs) =>
    strikes.flatMap((strike) => [true, false].map((isCall) => ({ expiryMs, strike, isCall }))),
  );
  return [
    { ...common, instrumentId: first, kind: "perpetual" },
    { ...common, instrumentId: first + 1, kind: "future", expiryMs: NEAR_MS, fixing: null },
    { ...common, instrumentId: first + 2, kind: "future", expiryMs: FAR_MS, fixing: null },
    ...options.map(
      (option, index): InstrumentTerms => ({
        ...common,
        ...option,
        instrumentId: first + 3 + index,
        kind: "option",
        fixing: null,
      }),
    ),
  ];
}

/** Joint days for `count` scenarios: both fall together, mostly. */
export const jointDays = (count: number, beta: number): JointShock[] =>
  Array.from({ length: count }, (_, day) => ({
    spot: beta * (((day * 37) % 21) - 10) * 0.01,
    vol: day % 3 === 0 ? 1 : 0,
  }));

/**
 * A risk book for benchmarks: ten underlyings of two hundred instruments, and accounts of ten positions over three.
 *
 * @module
 */
import { DAY_MS } from "@novate/num";
import {
  AccountTable,
  buildScenarioRow,
  createMarginContext,
  type InstrumentTerms,
  type MarginContext,
  type MarginMethod,
  modelValue,
  moveMarket,
  positionsOf,
  prepareMarket,
  RiskBook,
  STANDARD_PROFILE,
  type UnderlyingMarket,
} from "@novate/risk";
import { createRandom } from "@novate/stdx";

export const POSITIONS = 10;
export const UNDERLYINGS = 10;
export const PER_UNDERLYING = 200;
/** Perpetual and futures stand first in a listing. */
export const LINEAR = 7;
const EXPIRIES = 6;
const NOW_MS = 1_760_000_000_000;
const random = createRandom(7);

/** Uniform whole number below `count`. */
export const below = (count: number): number => random.nextInt(0, count - 1);

/** An underlying with six expiries on SVI slices. */
function marketOf(underlyingId: number): UnderlyingMarket {
  const spot = 100 * (underlyingId + 1);
  const days = [2, 7, 30, 60, 90, 180];
  return {
    underlyingId,
    timeMs: NOW_MS,
    spot,
    forwards: days.map((day) => ({ expiryMs: NOW_MS + day * DAY_MS, forward: spot * (1 + day / 5000), discount: 1 })),
    surface: {
      slices: days.map((day) => ({
        yearsToExpiry: day / 365,
        a: 0.4 * (day / 365),
        b: 0.1 * (day / 365),
        rho: -0.2,
        m: 0,
        sigma: 0.2,
      })),
    },
    volAnnual: 0.6,
    rangeFloor: 0,
    ageMs: 0,
    confidence: 0.001,
    jointShocks: [],
  };
}

/** 200 instruments of one underlying: a perpetual, six futures and options around the money. */
function listingOf(market: UnderlyingMarket): InstrumentTerms[] {
  const { underlyingId, spot } = market;
  const common = { underlyingId, atomsPerPoint: 1_000_000 };
  const terms: InstrumentTerms[] = [{ ...common, instrumentId: 0, kind: "perpetual" }];
  for (const { expiryMs } of market.forwards)
    terms.push({ ...common, instrumentId: 0, kind: "future", expiryMs, fixing: null });
  for (let index = 0; terms.length < PER_UNDERLYING; index += 1) {
    const { expiryMs } = market.forwards[index % EXPIRIES]!;
    const strike = Math.round(spot * (0.6 + 0.005 * Math.floor(index / EXPIRIES / 2) * 5));
    terms.push({
      ...common,
      instrumentId: 0,
      kind: "option",
      isCall: Math.floor(index / EXPIRIES) % 2 === 0,
      strike,
      expiryMs,
      fixing: null,
    });
  }
  return terms.map((one, index) => ({ ...one, instrumentId: underlyingId * PER_UNDERLYING + index }));
}

/** Markets, listings and the book that prices them; index of an instrument is its id. */
export class RiskHouse {
  readonly markets = Array.from({ length: UNDERLYINGS }, (_, underlyingId) => marketOf(underlyingId));
  readonly listings = this.markets.map(listingOf);
  readonly book = new RiskBook(STANDARD_PROFILE, 0, UNDERLYINGS * PER_UNDERLYING);
  context!: MarginContext;

  constructor() {
    for (let underlying = 0; underlying < UNDERLYINGS; underlying += 1) this.price(underlying);
    this.refresh();
  }

  mark(terms: InstrumentTerms): { valueAtoms: number; fundingRate8h: number; isPriced: boolean } {
    const valueAtoms = Math.round(modelValue(terms, this.markets[terms.underlyingId]!)!); // every sample can be priced
    return { valueAtoms, fundingRate8h: 0.0001, isPriced: true };
  }

  /** Prices every instrument of one underlying at its model value. */
  price(underlying: number): void {
    const prepared = prepareMarket(STANDARD_PROFILE, this.markets[underlying]!);
    for (const terms of this.listings[underlying]!)
      this.book.setRow(terms.instrumentId, buildScenarioRow(terms, this.mark(terms), prepared));
  }

  refresh(): void {
    const limits = this.markets.map((market) => ({
      underlyingId: market.underlyingId,
      range: prepareMarket(STANDARD_PROFILE, market).range,
      openInterestScalePpm: 1_000_000,
      deltaDepthAtoms: 1e13,
      vegaDepthAtoms: 1e11,
    }));
    const pairs = [{ leftUnderlyingId: 0, rightUnderlyingId: 1, creditPpm: 500_000 }];
    this.context = createMarginContext(this.book, limits, pairs);
  }

  /** A tick: one spot moves and its instruments are priced again. */
  move(underlying: number, factor: number): void {
    this.markets[underlying] = moveMarket(this.markets[underlying]!, factor);
    this.price(underlying);
    this.refresh();
  }
}

/** Accounts of ten positions in three underlyings; `kind` picks an instrument out of a listing. */
export function createAccounts(count: number, method: MarginMethod, kind: () => number): AccountTable {
  const table = new AccountTable();
  for (let account = 0; account < count; account += 1) {
    const home = below(UNDERLYINGS);
    const pairs = Array.from({ length: POSITIONS }, (_, position): [number, number] => {
      const underlying = (home + Math.floor(position / 4)) % UNDERLYINGS;
      return [underlying * PER_UNDERLYING + kind(), below(200) - 100];
    });
    table.set(account, positionsOf(pairs), method);
  }
  return table;
}

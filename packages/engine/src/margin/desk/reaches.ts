/**
 * How far an account's equity may stand from what the middles of its prices say: its ends (MARG-090 … MARG-094).
 *
 * Prices of one underlying that were confirmed together move together: their positions net before anything is charged, so
 * that a hedge does not pay twice. Each such band has the reach of its index, and reaches to where the account would stand at
 * the median marks and, for perpetuals, at the index itself.
 *
 * @module
 */
import type { FeedRow, InstrumentRow, MarketRow, Position } from "@novate/codec";
import { InstrumentStatus } from "@novate/codec";
import { divUp, maxOf, minOf, mulDivUp, PPM_ONE, YEAR_MS } from "@novate/num";
import { atomsFromNumber } from "../../gate/units.ts";
import { datedOf, ruleOf } from "../../instrument/rules.ts";
import {
  ageAhead,
  ageOpen,
  ageSpreadPpm,
  intervalOf,
  type PriceAge,
  priceAge,
  type Range,
} from "../../ledger/interval.ts";
import { markTicksOf } from "../../ledger/mark.ts";
import { medianMark } from "../../ledger/medianMark.ts";
import { toTicks } from "../../ledger/toTicks.ts";
import { houseOf, mustGet, type StateView } from "../../state/state.ts";
import type { SegmentBook } from "./segmentBook.ts";

/** Settlement atoms that equity may be lower, and higher, than at the middles; all zero or more. */
export interface Reach {
  /** With what markets may move that are closed, or close within the margin period. */
  readonly belowAtoms: bigint;
  readonly aboveAtoms: bigint;
  /** The same without what closed markets may move. */
  readonly aboveOpenAtoms: bigint;
}

/** How far a price may stand from its middle, on either side. */
interface Sides {
  readonly below: bigint;
  readonly above: bigint;
}

/** Parts of a price that it may stand below and above its middle, over `value`; and sums of the account at hand. */
interface Band extends Sides {
  /** With a closing ahead counted as if it had begun, and with no closing counted. */
  readonly ahead: Sides;
  readonly open: Sides;
  readonly value: bigint;
  /** Beyond the term what is unknown helps nobody. */
  readonly isPastTerm: boolean;
  netAtoms: bigint;
  medianAtoms: bigint;
  indexAtoms: bigint;
}

/** An instrument in its bands, per lot. */
interface Standing {
  readonly band: Band;
  /** Of its forward or its premium, where that has a feed of its own. */
  readonly relative: Band | null;
  /** Of its underlying's volatility. */
  readonly volatility: Band;
  /** Settlement atoms that a lot gains when its underlying doubles. */
  readonly deltaAtoms: bigint;
  /** Settlement atoms that a lot gains when volatility rises by a point. */
  readonly vegaAtoms: bigint;
  /** What a lot would be worth more at the median mark, and at the index. */
  readonly medianShift: bigint;
  readonly indexShift: bigint;
}

/** Whether nothing that an account holds of the instrument moves an end: its bands are points, and its mark has been where it is. */
const isStill = ({ band, relative, volatility, vegaAtoms, medianShift, indexShift }: Standing): boolean =>
  medianShift === 0n &&
  indexShift === 0n &&
  isPoint(band) &&
  (relative === null || isPoint(relative)) &&
  (vegaAtoms === 0n || isPoint(volatility));

const isPoint = ({ below, above, ahead, open }: Band): boolean =>
  [below, above, ahead.below, ahead.above, open.below, open.above].every((part) => part === 0n);

/** A point of volatility, in millionths of one a year. */
const POINT_PPM = 10_000n;

export class Reaches {
  readonly #state: StateView;
  readonly #bookOf: (segmentId: number) => SegmentBook;
  /** Null for what moves no end: its price is final, or a point. */
  readonly #standings = new Map<number, Standing | null>();
  readonly #bands = new Map<string, Band>();

  constructor(state: StateView, bookOf: (segmentId: number) => SegmentBook) {
    this.#state = state;
    this.#bookOf = bookOf;
  }

  /** Prices moved, or time did. */
  clear(): void {
    this.#standings.clear();
    this.#bands.clear();
  }

  /** Work: the positions. */
  of(segmentId: number, positions: readonly Position[]): Reach {
    const touched = new Set<Band>();
    const add = (band: Band, netAtoms: bigint): void => {
      if (!touched.has(band)) {
        band.netAtoms = band.medianAtoms = band.indexAtoms = 0n;
        touched.add(band);
      }
      band.netAtoms += netAtoms;
    };
    for (const { instrumentId, lots } of positions) {
      if (lots === 0n) continue;
      const standing = this.#standingOf(segmentId, instrumentId);
      if (standing === null) continue;
      const { band, relative, volatility, deltaAtoms, vegaAtoms } = standing;
      add(band, lots * deltaAtoms);
      if (standing.medianShift !== 0n) band.medianAtoms += lots * standing.medianShift;
      if (standing.indexShift !== 0n) band.indexAtoms += lots * standing.indexShift;
      if (relative !== null) add(relative, lots * deltaAtoms);
      if (vegaAtoms !== 0n) add(volatility, lots * vegaAtoms);
    }
    let [belowAtoms, aboveAtoms, aboveOpenAtoms] = [0n, 0n, 0n];
    for (const band of touched) {
      const { netAtoms, medianAtoms, indexAtoms, value } = band;
      const isShort = netAtoms < 0n;
      const moved = (part: bigint) => divUp((isShort ? -netAtoms : netAtoms) * part, value);
      const fallOf = ({ below, above }: Sides) => (isShort ? above : below);
      const riseOf = ({ below, above }: Sides) => (isShort ? below : above);
      belowAtoms += greatest(moved(fallOf(band.ahead)), -medianAtoms, -indexAtoms);
      if (band.isPastTerm) continue;
      aboveAtoms += greatest(moved(riseOf(band)), medianAtoms, indexAtoms);
      aboveOpenAtoms += greatest(moved(riseOf(band.open)), medianAtoms, indexAtoms);
    }
    return { belowAtoms, aboveAtoms, aboveOpenAtoms };
  }

  #standingOf(segmentId: number, instrumentId: number): Standing | null {
    let standing = this.#standings.get(instrumentId);
    if (standing === undefined) {
      const measured = this.#measure(segmentId, instrumentId);
      standing = measured === null || isStill(measured) ? null : measured;
      this.#standings.set(instrumentId, standing);
    }
    return standing;
  }

  #measure(segmentId: number, instrumentId: number): Standing | null {
    const state = this.#state;
    const market = mustGet(state.markets, instrumentId);
    if (market.status === InstrumentStatus.settled) return null;
    const instrument = mustGet(state.instruments, instrumentId);
    const { underlyingId, tickValueAtoms, terms } = instrument.spec;
    const index = mustGet(state.feeds, mustGet(state.underlyings, underlyingId).spec.indexFeedId);
    const book = this.#bookOf(segmentId);
    book.context(state); // prices the rows
    const mark = markTicksOf(market);
    const { rows } = book.book;
    const row = book.indexOf(instrumentId);
    const age = priceAge(index, market.mark?.atMs ?? 0, houseOf(state).timeMs);
    return {
      band: this.#bandOf(instrument, age),
      relative: this.#relativeBandOf(instrument),
      volatility: this.#volatilityBandOf(instrument, age),
      // Without scenarios a lot may move by all that it is worth: absence is never zero.
      deltaAtoms: atomsFromNumber(rows.isPriced[row] === 1 ? rows.deltaAtoms[row]! : rows.markAtoms[row]!),
      vegaAtoms: atomsFromNumber(rows.vegaAtoms[row]!),
      medianShift: (this.#medianOf(instrument, market) - mark) * tickValueAtoms,
      indexShift: ruleOf(terms).hasFunding ? (toTicks(instrument, index.value) - mark) * tickValueAtoms : 0n,
    };
  }

  #medianOf({ segmentId }: InstrumentRow, market: MarketRow): bigint {
    const { timeMs } = houseOf(this.#state);
    const { medianWindowMs } = mustGet(this.#state.segments, segmentId).parameters.oracle;
    return medianMark(market, timeMs - medianWindowMs, timeMs);
  }

  /** One band for the prices of an underlying that are overdue since one instant. */
  #bandOf({ spec, segmentId }: InstrumentRow, age: PriceAge): Band {
    const state = this.#state;
    const underlying = mustGet(state.underlyings, spec.underlyingId);
    const feed = mustGet(state.feeds, underlying.spec.indexFeedId);
    const { margin, oracle } = mustGet(state.segments, segmentId).parameters;
    return this.#bandNamed(`${spec.underlyingId}/${age.overdueMs}/${age.closedRangePpm}`, () => {
      const range = { rangePpm: underlying.scanRangePpm, periodMs: margin.mporMs };
      const isPastTerm = age.overdueMs > oracle.unknownTermMs;
      return { ...this.#sidesOf(feed, range, age), value: feed.value, isPastTerm };
    });
  }

  /**
   * One band an expiry's forward, or a perpetual's premium, as wide as it is uncertain beside the index; a quiet one by its tilt
   * over MPOR (MARG-008, MARG-065).
   */
  #relativeBandOf(instrument: InstrumentRow): Band | null {
    const { terms } = instrument.spec;
    const feed = this.#state.feeds.get(ruleOf(terms).relativeFeedOf(terms) ?? 0);
    if (feed === undefined || feed.aggregatedAtMs === 0) return null;
    const { timeMs } = houseOf(this.#state);
    const expiryMs = datedOf(instrument)?.expiryMs ?? timeMs;
    const { margin, oracle } = mustGet(this.#state.segments, instrument.segmentId).parameters;
    return this.#bandNamed(`relative ${feed.spec.feedId}`, () => {
      const age = priceAge(feed, feed.aggregatedAtMs, timeMs);
      const leftMs = BigInt(Math.max(expiryMs - timeMs, 0));
      const tilt = margin.tiltBasePpm + mulDivUp(margin.tiltPerYearPpm, leftMs, BigInt(YEAR_MS));
      const range = { rangePpm: minOf<bigint>(tilt, margin.tiltCapPpm), periodMs: margin.mporMs };
      const isPastTerm = age.overdueMs > oracle.unknownTermMs;
      return { ...this.#sidesOf(feed, range, age), value: feed.value, isPastTerm };
    });
  }

  /** How far a price of this age may stand from its middle; a closing within the period of its range counts in what is held. */
  #sidesOf(feed: FeedRow, range: Range, age: PriceAge): Pick<Band, "below" | "above" | "ahead" | "open"> {
    const sides = (at: PriceAge): Sides => {
      const { low, middle, high } = intervalOf(feed, ageSpreadPpm(range, at));
      return { below: middle - low, above: high - middle };
    };
    const ahead = sides(ageAhead(feed, age, houseOf(this.#state).timeMs, range.periodMs));
    return { ...sides(age), ahead, open: sides(ageOpen(age)) };
  }

  /** One band an underlying: the doubt about its surface, and for overdue marks its shock over MPOR, in points of volatility. */
  #volatilityBandOf({ spec, segmentId }: InstrumentRow, { overdueMs }: PriceAge): Band {
    const { surfaceHalfWidthPpm, volAnnualPpm } = mustGet(this.#state.underlyings, spec.underlyingId);
    const { margin, oracle } = mustGet(this.#state.segments, segmentId).parameters;
    return this.#bandNamed(`volatility ${spec.underlyingId}/${overdueMs}`, () => {
      const range = { rangePpm: mulDivUp(volAnnualPpm, margin.volUpPpm, PPM_ONE), periodMs: margin.mporMs };
      const half = surfaceHalfWidthPpm + ageSpreadPpm(range, { overdueMs, closedRangePpm: 0n });
      const sides = { below: half, above: half };
      const isPastTerm = overdueMs > oracle.unknownTermMs;
      return { ...sides, ahead: sides, open: sides, value: POINT_PPM, isPastTerm };
    });
  }

  #bandNamed(key: string, make: () => Omit<Band, "netAtoms" | "medianAtoms" | "indexAtoms">): Band {
    let band = this.#bands.get(key);
    if (band === undefined) {
      band = { ...make(), netAtoms: 0n, medianAtoms: 0n, indexAtoms: 0n };
      this.#bands.set(key, band);
    }
    return band;
  }
}

const greatest = (size: bigint, left: bigint, right: bigint): bigint => maxOf(size, maxOf(left, right));

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
import { maxOf, minOf, mulDivUp, PPM_ONE, YEAR_MS } from "@novate/num";
import { gainsAtJumps, jumpsBetween } from "../../gate/repricing.ts";
import { atomsFromNumber } from "../../gate/units.ts";
import { datedOf, ruleOf } from "../../instrument/rules.ts";
import {
  ageAhead,
  ageOpen,
  ageSpreadPpm,
  dueRangePpm,
  gapsAtMs,
  intervalOf,
  type PriceAge,
  priceAge,
  type Range,
} from "../../ledger/interval.ts";
import { markTicksOf } from "../../ledger/mark.ts";
import { medianMark } from "../../ledger/medianMark.ts";
import { CLOSING_MS } from "../../ledger/notice.ts";
import { toTicks } from "../../ledger/toTicks.ts";
import { houseOf, mustGet, type StateView } from "../../state/state.ts";
import { type Band, greatest, isStill, type Jump, moved, type Sides, type Standing, smooth } from "./bands.ts";
import { endsAround, outliving } from "./outliving.ts";
import type { SegmentBook } from "./segmentBook.ts";

/** Settlement atoms that equity may be higher than at the middles; all zero or more. */
export interface Reach {
  readonly aboveAtoms: bigint;
  /** The same without what closed markets may move. */
  readonly aboveOpenAtoms: bigint;
}

/** What equity may fall by, and what is left of the positions at each instant by which some of them have ended. */
export interface Fall {
  readonly atoms: bigint;
  readonly left: readonly (readonly Position[])[];
}

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
    let [aboveAtoms, aboveOpenAtoms] = [0n, 0n];
    for (const band of this.#netted(segmentId, positions)) {
      if (band.isPastTerm) continue;
      const { medianAtoms, indexAtoms } = band;
      const riseOf = ({ below, above }: Sides) => moved(band, band.netAtoms < 0n ? below : above);
      aboveAtoms += greatest(riseOf(band), medianAtoms, indexAtoms);
      aboveOpenAtoms += greatest(riseOf(band.open), medianAtoms, indexAtoms);
    }
    return { aboveAtoms, aboveOpenAtoms };
  }

  /**
   * What equity may be lower by, with what markets may move that are closed, or close within the margin period: by the net
   * delta, and with options by the worst of all jumps (MARG-099); at the worst of what is held and what outlives the closing
   * (MARG-112). Work: the positions, for each end of one around a closing, and with options their repricings.
   */
  below(segmentId: number, positions: readonly Position[]): Fall {
    return this.#worst(segmentId, positions, ({ ahead }) => ahead, true);
  }

  /** The same of the gaps of closings that are due, and of no doubt about a price (LIQ-090). */
  atClosing(segmentId: number, positions: readonly Position[]): Fall {
    return this.#worst(segmentId, positions, ({ due }) => due, false);
  }

  #worst(segmentId: number, positions: readonly Position[], of: (band: Band) => Jump, isDoubted: boolean): Fall {
    const falls = new Map<Band, bigint>();
    const jumpBy = new Map<number, Band[]>();
    const fallOf = (band: Band, held: readonly Position[]): bigint => {
      const jump = of(band);
      const { netAtoms, medianAtoms, indexAtoms } = band;
      const loss = moved(band, netAtoms < 0n ? jump.above : jump.below);
      const fall = isDoubted ? greatest(loss, -medianAtoms, -indexAtoms) : loss;
      return jump.jumps.length === 0 ? fall : maxOf(fall, this.#lossAtJumps(segmentId, held, band, jump.jumps));
    };
    const endOf = (instrumentId: number) => endMsOf(this.#state, instrumentId);
    const ends = positions.map(({ instrumentId }) => endOf(instrumentId));
    const { expiryWindowMs } = mustGet(this.#state.segments, segmentId).parameters.clearing;
    for (const band of this.#netted(segmentId, positions)) {
      falls.set(band, fallOf(band, positions));
      for (const afterMs of endsAround(of(band).gapsAtMs, ends, expiryWindowMs))
        if (ends.some((endMs) => endMs <= afterMs)) jumpBy.set(afterMs, [...(jumpBy.get(afterMs) ?? []), band]);
    }
    const left = [...jumpBy].map(([afterMs, bands]) => {
      const held = outliving(positions, afterMs, endOf);
      for (const band of this.#netted(segmentId, held))
        if (bands.includes(band)) falls.set(band, maxOf(falls.get(band)!, fallOf(band, held)));
      return held;
    });
    return { atoms: [...falls.values()].reduce((sum, fall) => sum + fall, 0n), left };
  }

  /** The most that options of the band, and what hedges them, lose at any of its jumps; nothing without an option. */
  #lossAtJumps(segmentId: number, positions: readonly Position[], band: Band, jumps: readonly number[]): bigint {
    const gains = jumps.map(() => 0n);
    let isLinear = true;
    for (const { instrumentId, lots } of positions) {
      const standing = lots === 0n ? null : this.#standingOf(segmentId, instrumentId);
      if (standing === null || (standing.band !== band && standing.relative !== band)) continue;
      isLinear &&= standing.isLinear;
      for (const [at, gain] of standing.gainsAtoms(jumps).entries())
        gains[at]! += lots * (lots < 0n ? gain + 1n : gain);
    }
    return isLinear ? 0n : gains.reduce((loss, gain) => maxOf(loss, -gain), 0n);
  }

  /** The bands of the positions, with their sums. */
  #netted(segmentId: number, positions: readonly Position[]): Set<Band> {
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
    return touched;
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
    const band = this.#bandOf(instrument, age);
    // Without scenarios a lot may move by all that it is worth: absence is never zero.
    const isPriced = rows.isPriced[row] === 1;
    const delta = isPriced ? rows.deltaAtoms[row]! : rows.markAtoms[row]!;
    const gains = new Map<readonly number[], readonly bigint[]>();
    return {
      band,
      relative: this.#relativeBandOf(instrument),
      volatility: this.#volatilityBandOf(instrument, age),
      deltaAtoms: atomsFromNumber(delta),
      vegaAtoms: atomsFromNumber(rows.vegaAtoms[row]!),
      medianShift: (this.#medianOf(instrument, market) - mark) * tickValueAtoms,
      indexShift: ruleOf(terms).hasFunding ? (toTicks(instrument, index.value) - mark) * tickValueAtoms : 0n,
      isLinear: ruleOf(terms).isLinear,
      gainsAtoms: (jumps) => {
        const known = gains.get(jumps);
        if (known !== undefined) return known;
        const riskTerms = isPriced ? ruleOf(terms).riskTermsOf(state, index, instrument) : null;
        const found = gainsAtJumps(riskTerms, book.marketOf(underlyingId), jumps, delta);
        gains.set(jumps, found);
        return found;
      },
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
  #sidesOf(feed: FeedRow, range: Range, age: PriceAge): Pick<Band, "below" | "above" | "ahead" | "due" | "open"> {
    const sides = (at: PriceAge): Sides => {
      const { low, middle, high } = intervalOf(feed, ageSpreadPpm(range, at));
      return { below: middle - low, above: high - middle };
    };
    const { timeMs } = houseOf(this.#state);
    const jumpOf = ({ below, above }: Sides, isJumping: boolean, dueMs: number): Jump => ({
      below,
      above,
      jumps: isJumping ? jumpsBetween(below, above, feed.value) : [],
      gapsAtMs: isJumping ? gapsAtMs(feed, age, timeMs, dueMs) : [],
    });
    const agedAhead = ageAhead(feed, age, timeMs, range.periodMs);
    const ahead = jumpOf(sides(agedAhead), agedAhead.overdueMs > 0 || agedAhead.closedRangePpm > 0n, range.periodMs);
    const dueMs = Math.min(CLOSING_MS, range.periodMs);
    const dueRange = dueRangePpm(feed, timeMs, dueMs);
    const dueBy = mulDivUp(feed.value, dueRange, PPM_ONE);
    const due = jumpOf({ below: dueBy, above: dueBy }, dueRange > 0n, dueMs);
    return { ...sides(age), ahead, due, open: sides(ageOpen(age)) };
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
      const [ahead, due] = [smooth(sides), smooth({ below: 0n, above: 0n })];
      return { ...sides, ahead, due, open: sides, value: POINT_PPM, isPastTerm };
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

/** When a contract ends; never, if it does not. */
const endMsOf = (state: StateView, instrumentId: number): number =>
  datedOf(mustGet(state.instruments, instrumentId))?.expiryMs ?? Number.POSITIVE_INFINITY;

/**
 * The risk book of one segment: its instruments' scenario rows at the current marks, priced again only when stale.
 *
 * @module
 */
import {
  type AccountRow,
  type FeedRow,
  InstrumentKind,
  type InstrumentRow,
  InstrumentStatus,
  type SegmentRow,
  type UnderlyingRow,
} from "@novate/codec";
import { atoms, divUp } from "@novate/num";
import {
  buildScenarioRow,
  createMarginContext,
  createStandardProfile,
  type Fixing,
  type InstrumentTerms,
  type MarginContext,
  openInterestScalePpm,
  type Positions,
  type PreparedMarket,
  prepareMarket,
  RiskBook,
  type UnderlyingLimits,
} from "@novate/risk";
import { assert } from "@novate/stdx";
import { notionalAtoms } from "../position/position.ts";
import { FIXING_SAMPLE_MS } from "../settlement/expiry.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";
import { CloneInterest } from "./cloneInterest.ts";
import { marketOf } from "./marketView.ts";
import { atomsPerPoint, feedToQuote, ticksToQuote } from "./units.ts";

/** A lot worth more than this is margined as unpriced, so that the kernel's sums stay exact. */
const MOST_LOT_VALUE_ATOMS = 2n ** 50n;

export class SegmentBook {
  readonly book: RiskBook;
  readonly clones: CloneInterest;
  readonly #segmentId: number;
  readonly #indexOf = new Map<number, number>();
  readonly #underlyings = new Map<number, InstrumentRow[]>();
  readonly #limits = new Map<number, UnderlyingLimits>();
  #instruments = new Int32Array(16);
  #lots = new Float64Array(16);
  readonly #stale = new Set<number>();
  #context: MarginContext | undefined;

  constructor(state: StateView, segment: SegmentRow) {
    this.book = new RiskBook(createStandardProfile(segment.parameters.margin));
    this.clones = new CloneInterest(this);
    this.#segmentId = segment.segmentId;
    for (const { spec } of state.underlyings.values()) {
      if (spec.segmentId === this.#segmentId) this.#underlyings.set(spec.underlyingId, []);
    }
    for (const instrument of state.instruments.values()) {
      const { underlyingId, instrumentId, kind } = instrument.spec;
      const listed = this.#underlyings.get(underlyingId);
      if (listed === undefined || kind === InstrumentKind.spot) continue;
      listed.push(instrument);
      this.#indexOf.set(instrumentId, this.#indexOf.size);
    }
    this.expireAll();
  }

  expireAll(): void {
    for (const underlyingId of this.#underlyings.keys()) this.#stale.add(underlyingId);
  }

  /** The underlying's prices moved: its instruments are priced again before the next answer. */
  expire(underlyingId: number): void {
    if (this.#underlyings.has(underlyingId)) this.#stale.add(underlyingId);
  }

  /** The account's lots as the kernel reads them, in arrays that the next call overwrites. */
  positionsOf(account: AccountRow): Positions {
    const { positions } = account;
    if (positions.length > this.#lots.length) {
      this.#instruments = new Int32Array(2 * positions.length);
      this.#lots = new Float64Array(2 * positions.length);
    }
    let to = 0;
    for (const { instrumentId, lots } of positions) {
      if (lots === 0n) continue;
      this.#instruments[to] = this.indexOf(instrumentId);
      this.#lots[to] = Number(lots);
      to += 1;
    }
    return { instruments: this.#instruments, lots: this.#lots, from: 0, to };
  }

  /** Index of an instrument in {@link book}; asserts that the segment lists it. */
  indexOf(instrumentId: number): number {
    const index = this.#indexOf.get(instrumentId);
    assert(index !== undefined, `margin: the segment does not list instrument ${instrumentId}`);
    return index;
  }

  /** The context that {@link context} answered last. */
  get currentContext(): MarginContext {
    assert(this.#context !== undefined, "margin: nothing has been priced yet");
    return this.#context;
  }

  /** The context of the current marks; prices what is stale first. */
  context(state: StateView): MarginContext {
    if (this.#context !== undefined && this.#stale.size === 0) return this.#context;
    for (const underlyingId of [...this.#stale].sort((left, right) => left - right)) this.#price(state, underlyingId);
    this.#stale.clear();
    this.clones.clear();
    this.#context = createMarginContext(this.book, [...this.#limits.values()]);
    return this.#context;
  }

  #price(state: StateView, underlyingId: number): void {
    const underlying = mustGet(state.underlyings, underlyingId);
    const listings = this.#underlyings.get(underlyingId)!;
    const market = marketOf(state, underlying, listings, houseOf(state).timeMs);
    const prepared = prepareMarket(this.book.profile, market);
    for (const instrument of listings) this.#priceInstrument(state, underlying, instrument, prepared);
    this.#limits.set(underlyingId, this.#limitsOf(state, underlying, listings, prepared.range));
  }

  #priceInstrument(
    state: StateView,
    underlying: UnderlyingRow,
    instrument: InstrumentRow,
    prepared: PreparedMarket,
  ): void {
    const { instrumentId, tickValueAtoms } = instrument.spec;
    const { markTicks, status } = mustGet(state.markets, instrumentId);
    const value = markTicks * tickValueAtoms;
    const mark = {
      valueAtoms: Number(value > MOST_LOT_VALUE_ATOMS ? MOST_LOT_VALUE_ATOMS : value),
      fundingRate8h: 0,
      isPriced: status === InstrumentStatus.listed && markTicks > 0n && value <= MOST_LOT_VALUE_ATOMS,
    };
    this.book.setRow(
      this.indexOf(instrumentId),
      buildScenarioRow(termsOf(state, underlying, instrument), mark, prepared),
    );
  }

  /**
   * Initial margin follows the range of new risk at once, while the rows stand at the scheduled one: the quotient of the
   * two joins the factor of open interest (MARG-014, MARG-033).
   */
  #limitsOf(
    state: StateView,
    underlying: UnderlyingRow,
    listings: readonly InstrumentRow[],
    range: number,
  ): UnderlyingLimits {
    const { scanRangePpm, newRiskRangePpm } = underlying;
    const { underlyingId, depthAtoms, vegaDepthAtoms, openInterestLowAtoms, openInterestHighAtoms } = underlying.spec;
    const { openInterestScaleCapPpm } = mustGet(state.segments, this.#segmentId).parameters.house;
    let interest = atoms(0n);
    for (const instrument of listings) {
      const { openLots, markTicks } = mustGet(state.markets, instrument.spec.instrumentId);
      interest = atoms(interest + notionalAtoms(instrument, openLots, markTicks));
    }
    const scale = openInterestScalePpm(
      interest,
      openInterestLowAtoms,
      openInterestHighAtoms,
      Number(openInterestScaleCapPpm),
    );
    return {
      underlyingId,
      range,
      openInterestScalePpm: Number(divUp(BigInt(scale) * newRiskRangePpm, scanRangePpm)),
      deltaDepthAtoms: Number(depthAtoms),
      vegaDepthAtoms: Number(vegaDepthAtoms),
    };
  }
}

/** The contract as `risk` wants it, with the part of its settlement average that is already fixed. */
function termsOf(state: StateView, underlying: UnderlyingRow, instrument: InstrumentRow): InstrumentTerms {
  const { instrumentId, underlyingId, kind, expiryMs, strikeTicks, isCall } = instrument.spec;
  const index = mustGet(state.feeds, underlying.spec.indexFeedId);
  const common = { instrumentId, underlyingId, atomsPerPoint: atomsPerPoint(index, instrument) };
  if (kind === InstrumentKind.perpetual) return { ...common, kind: "perpetual" };
  const fixing = fixingOf(state, index, instrument);
  if (kind === InstrumentKind.future) return { ...common, kind: "future", expiryMs, fixing };
  const strike = ticksToQuote(index, instrument, strikeTicks);
  return { ...common, kind: "option", expiryMs, isCall, strike, fixing };
}

/** Samples so far over the samples that a whole window has, and their average; null before the window. */
function fixingOf(state: StateView, index: FeedRow, instrument: InstrumentRow): Fixing | null {
  const { fixingSamples, fixingSum } = mustGet(state.markets, instrument.spec.instrumentId);
  if (fixingSamples === 0) return null;
  const { expiryWindowMs } = mustGet(state.segments, instrument.segmentId).parameters.house;
  return {
    fixedFraction: Math.min((fixingSamples * FIXING_SAMPLE_MS) / expiryWindowMs, 1),
    fixedAverage: feedToQuote(index, fixingSum) / fixingSamples,
  };
}

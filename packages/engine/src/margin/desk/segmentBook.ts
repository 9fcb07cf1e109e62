/**
 * The risk book of one segment: its instruments' scenario rows at the current marks, priced again only when stale.
 *
 * @module
 */
import { type AccountRow, type InstrumentRow, MarginMethod, type SegmentRow, type UnderlyingRow } from "@novate/codec";
import { divUp } from "@novate/num";
import {
  buildScenarioRow,
  createMarginContext,
  createStandardProfile,
  type MarginContext,
  openInterestScalePpm,
  type Positions,
  type PreparedMarket,
  prepareMarket,
  RiskBook,
  setOpenInterestScale,
  type UnderlyingLimits,
  type UnderlyingMarket,
} from "@novate/risk";
import { assert } from "@novate/stdx";
import type { OpenInterest } from "../../derived/openInterest.ts";
import { collateralLotsOf } from "../../gate/collateralView.ts";
import { creditsOf } from "../../gate/creditView.ts";
import { forwardsOf } from "../../gate/forwardView.ts";
import { isCapped, markOf } from "../../gate/instrumentView.ts";
import { JOINT_SCENARIOS, type JointSamples, jointOf, jointShocksOf } from "../../gate/jointScenarios.ts";
import { marketOf } from "../../gate/marketView.ts";
import { atomsToNumber, lotsToNumber, ppmToNumber } from "../../gate/units.ts";
import { datedAmong, isHeld, ruleOf } from "../../instrument/rules.ts";
import { bindingSamples, lastBinding } from "../../ledger/sampleRing.ts";
import { houseOf, mustGet, type StateView } from "../../state/state.ts";
import { CloneInterest } from "./cloneInterest.ts";
import { CollateralRows } from "./collateralRows.ts";
import { Crowd, underlyingsWritten } from "./crowd.ts";
import { rowInputsOf } from "./rowInputs.ts";

export class SegmentBook {
  readonly book: RiskBook;
  readonly clones: CloneInterest;
  readonly crowd: Crowd;
  readonly #segmentId: number;
  readonly #indexOf = new Map<number, number>();
  readonly #underlyings = new Map<number, InstrumentRow[]>();
  readonly #limits = new Map<number, UnderlyingLimits>();
  /** What the rows of each underlying were last priced in. */
  readonly #markets = new Map<number, UnderlyingMarket>();
  /** What of an account's balances stands in scenarios; the rows come after those of the instruments. */
  readonly #collaterals: CollateralRows;
  #instruments = new Int32Array(16);
  #lots = new Float64Array(16);
  /** What the rows of each underlying were made of, where that is short enough to compare. */
  readonly #inputs = new Map<number, string | null>();
  readonly #stale = new Set<number>();
  readonly #moved = new Set<number>();
  readonly #capped = new Set<number>();
  /** What joint scenarios are made of, and the last of the samples that bind. */
  #joint: { readonly last: number; readonly samples: JointSamples } | undefined;
  #context: MarginContext | undefined;
  readonly #interest: OpenInterest;
  /** Underlyings whose factor of open interest in {@link #context} is of another interest than that of the rows. */
  readonly #unscaled = new Set<number>();
  #credits = "[]";

  constructor(state: StateView, segment: SegmentRow, interest: OpenInterest) {
    this.#interest = interest;
    this.book = new RiskBook(createStandardProfile(segment.parameters.margin), JOINT_SCENARIOS);
    this.clones = new CloneInterest(this);
    this.crowd = new Crowd(this);
    this.#segmentId = segment.segmentId;
    for (const { spec } of state.underlyings.values()) {
      if (spec.segmentId === this.#segmentId) this.#underlyings.set(spec.underlyingId, []);
    }
    for (const instrument of state.instruments.values()) {
      const { underlyingId, instrumentId } = instrument.spec;
      const listed = this.#underlyings.get(underlyingId);
      if (listed === undefined || !isHeld(instrument)) continue;
      listed.push(instrument);
      this.#indexOf.set(instrumentId, this.#indexOf.size);
    }
    this.#collaterals = new CollateralRows(state, segment);
    this.expireAll();
  }

  /** Time moved on: every underlying is asked anew whether its rows still stand. */
  expireAll(): void {
    for (const underlyingId of this.#underlyings.keys()) this.#stale.add(underlyingId);
  }

  /** The underlying's prices moved: its instruments are priced again before the next answer. */
  expire(underlyingId: number): void {
    if (this.#underlyings.has(underlyingId)) this.#stale.add(underlyingId);
  }

  /** Open lots of the instrument changed: what follows them does at the next answer. */
  expireInterest(underlyingId: number, instrumentId: number): void {
    if (!this.#underlyings.has(underlyingId)) return;
    this.#unscaled.add(underlyingId);
    if (this.#indexOf.has(instrumentId)) this.crowd.expire(instrumentId);
  }

  /** The haircut of an asset moved: its own row is priced again before the next answer, and no listing's. */
  expireCollateral(assetId: number): void {
    this.#collaterals.expire(assetId);
  }

  /** A joint sample was taken: every underlying's rows show other joint scenarios. */
  resample(): void {
    this.#joint = undefined;
    this.expireAll();
  }

  /** A pair may have gained or lost its credit. */
  reviewCredits(): void {
    this.#context = undefined;
  }

  /**
   * The account's lots as the kernel reads them, in arrays that the next call overwrites; of portfolio accounts with the
   * collateral that stands in scenarios beside them (MARG-025).
   */
  positionsOf(account: AccountRow): Positions {
    const { positions, method } = account;
    const room = positions.length + this.#collaterals.listed.length;
    if (room > this.#lots.length) {
      this.#instruments = new Int32Array(2 * room);
      this.#lots = new Float64Array(2 * room);
    }
    let to = 0;
    const add = (index: number, lots: number): void => {
      if (lots === 0) return;
      this.#instruments[to] = index;
      this.#lots[to] = lots;
      to += 1;
    };
    for (const { instrumentId, lots } of positions) add(this.indexOf(instrumentId), lotsToNumber(lots));
    if (to > 0 && (method === MarginMethod.portfolio || method === MarginMethod.pooled)) {
      for (const [index, collateral] of this.#collaterals.listed.entries())
        add(this.#indexOf.size + index, collateralLotsOf(account, collateral));
    }
    return { instruments: this.#instruments, lots: this.#lots, from: 0, to };
  }

  /** Index of an instrument in {@link book}; asserts that the segment lists it. */
  indexOf(instrumentId: number): number {
    const index = this.#indexOf.get(instrumentId);
    assert(index !== undefined, `margin: the segment does not list instrument ${instrumentId}`);
    return index;
  }

  /** The market that {@link context} priced the underlying's rows in. */
  marketOf(underlyingId: number): UnderlyingMarket {
    const market = this.#markets.get(underlyingId);
    assert(market !== undefined, "margin: nothing has been priced yet");
    return market;
  }

  /** The context that {@link context} answered last. */
  get currentContext(): MarginContext {
    assert(this.#context !== undefined, "margin: nothing has been priced yet");
    return this.#context;
  }

  /**
   * The context of the current marks; prices what is stale first.
   *
   * `at`: whose open interest counts, which may be a scratch copy, so that a trade is judged at the interest that it leaves
   * (MARG-033). What is answered stands until the next call.
   */
  context(state: StateView, at: StateView = state): MarginContext {
    const context = this.#priced(state);
    this.crowd.count(state);
    const written = underlyingsWritten(at).filter((underlyingId) => this.#underlyings.has(underlyingId));
    if (this.#unscaled.size + written.length === 0) return context;
    for (const underlyingId of new Set([...this.#unscaled, ...written])) {
      const openInterestScalePpm = this.#scalePpmOf(at, mustGet(state.underlyings, underlyingId));
      this.#limits.set(underlyingId, { ...this.#limits.get(underlyingId)!, openInterestScalePpm });
      setOpenInterestScale(context, this.book.underlyingIndex(underlyingId), openInterestScalePpm);
    }
    this.#unscaled.clear();
    for (const underlyingId of written) this.#unscaled.add(underlyingId); // the rows' own comes back with the next call
    return context;
  }

  #priced(state: StateView): MarginContext {
    this.#put(this.#collaterals.priceStale(state, (underlyingId) => this.#stale.has(underlyingId)));
    if (this.#context !== undefined && this.#stale.size === 0) return this.#context;
    for (const underlyingId of [...this.#stale].sort((left, right) => left - right)) this.#price(state, underlyingId);
    this.#stale.clear();
    const credits = creditsOf(state, this.#segmentId);
    this.#credits = JSON.stringify(credits);
    this.#context = createMarginContext(this.book, [...this.#limits.values()], credits);
    return this.#context;
  }

  /** The pairs that had their credit in {@link currentContext}, to compare: no distance measures a credit that is lost. */
  get credits(): string {
    return this.#credits;
  }

  /** Whether a lot is worth more than its row says: no row then bounds what a position can lose. */
  get isCapped(): boolean {
    return this.#capped.size > 0;
  }

  /** Dense indexes of the underlyings whose rows were made anew since the last call, ascending. */
  takeMoved(): number[] {
    const moved = [...this.#moved].sort((left, right) => left - right);
    this.#moved.clear();
    return moved;
  }

  #jointSamples(state: StateView): JointSamples {
    const last = lastBinding(state, mustGet(state.segments, this.#segmentId));
    if (this.#joint?.last !== last)
      this.#joint = { last, samples: jointOf(bindingSamples(state, this.#segmentId, last)) };
    return this.#joint.samples;
  }

  /** Limits follow open interest and are always made anew; rows only if something that they are made of has changed. */
  #price(state: StateView, underlyingId: number): void {
    const underlying = mustGet(state.underlyings, underlyingId);
    const listings = this.#underlyings.get(underlyingId)!;
    const { mporMs } = mustGet(state.segments, this.#segmentId).parameters.margin;
    const shocks = jointShocksOf(this.#jointSamples(state), underlying.spec, mporMs);
    const { timeMs } = houseOf(state);
    const forwards = forwardsOf(state, mustGet(state.feeds, underlying.spec.indexFeedId), datedAmong(listings), timeMs);
    const market = marketOf(state, underlying, forwards, shocks, timeMs);
    this.#markets.set(underlyingId, market);
    const prepared = prepareMarket(this.book.profile, market);
    this.#limits.set(underlyingId, this.#limitsOf(state, underlying, prepared.range));
    const inputs = rowInputsOf(state, listings, market);
    for (const { spec } of listings) this.crowd.expire(spec.instrumentId); // its lots, or its row
    const isMoved = inputs === null || inputs !== this.#inputs.get(underlyingId);
    if (isMoved) {
      this.#inputs.set(underlyingId, inputs);
      this.#collaterals.enter(underlyingId, prepared);
      for (const instrument of listings) this.#priceInstrument(state, underlying, instrument, prepared);
      this.#moved.add(this.book.underlyingIndex(underlyingId));
      this.clones.clear();
    }
    this.#put(this.#collaterals.priceOn(state, underlyingId));
  }

  /** Rows of collateral, after those of the instruments. */
  #put(rows: ReturnType<CollateralRows["priceOn"]>): void {
    for (const { place, underlyingId, row } of rows) {
      this.book.setRow(this.#indexOf.size + place, row);
      this.#moved.add(this.book.underlyingIndex(underlyingId));
    }
  }

  #priceInstrument(
    state: StateView,
    underlying: UnderlyingRow,
    instrument: InstrumentRow,
    prepared: PreparedMarket,
  ): void {
    const { instrumentId, terms } = instrument.spec;
    const index = mustGet(state.feeds, underlying.spec.indexFeedId);
    const riskTerms = ruleOf(terms).riskTermsOf(state, index, instrument);
    assert(riskTerms !== null, `margin: instrument ${instrumentId} is not held`);
    this.book.setRow(this.indexOf(instrumentId), buildScenarioRow(riskTerms, markOf(state, instrument), prepared));
    if (isCapped(state, instrument)) this.#capped.add(instrumentId);
    else this.#capped.delete(instrumentId);
  }

  #limitsOf(state: StateView, underlying: UnderlyingRow, range: number): UnderlyingLimits {
    const { underlyingId, depthAtoms, vegaDepthAtoms } = underlying.spec;
    return {
      underlyingId,
      range,
      openInterestScalePpm: this.#scalePpmOf(state, underlying),
      deltaDepthAtoms: atomsToNumber(depthAtoms),
      vegaDepthAtoms: atomsToNumber(vegaDepthAtoms),
    };
  }

  /**
   * Initial margin follows the range of new risk at once, while the rows stand at the scheduled one: the quotient of the
   * two joins the factor of open interest (MARG-014, MARG-033).
   */
  #scalePpmOf(state: StateView, { spec, scanRangePpm, newRiskRangePpm }: UnderlyingRow): number {
    const { openInterestScaleCapPpm } = mustGet(state.segments, this.#segmentId).parameters.clearing;
    const scale = openInterestScalePpm(
      this.#interest.atomsOf(state, spec.underlyingId),
      spec.openInterestLowAtoms,
      spec.openInterestHighAtoms,
      ppmToNumber(openInterestScaleCapPpm),
    );
    return ppmToNumber(divUp(BigInt(scale) * newRiskRangePpm, scanRangePpm));
  }
}

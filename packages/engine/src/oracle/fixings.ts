/**
 * The end of a dated contract's price: a time-weighted average of the index over the window before its expiry (SETL-005).
 *
 * The ladder when observations are missing (SETL-006, SETL-016 … SETL-018): 0 the full average · 1 the average of at least half the samples ·
 * 2 the last confirmed index, if fresh at expiry · 3 the first fresh index after it. A price is never invented: on the
 * last rung the contract waits, untraded, until there is one.
 *
 * Samples and settlement come before the block's marks, so that margin, trades and defaults of the block see them.
 *
 * @module
 */
import { type FeedRow, type InstrumentRow, InstrumentStatus } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { datedOf, ruleOf } from "../instrument/rules.ts";
import { averageOf, FIXING_SAMPLE_MS, rungOfAverage } from "../ledger/fixing.ts";
import { isHeldBack } from "../ledger/heldBack.ts";
import { isFeedFresh } from "../ledger/isFeedFresh.ts";
import { toTicks } from "../ledger/toTicks.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { saidByMost } from "./saidByMost.ts";

/** No window is longer: what `parameterBounds` allows. */
const LONGEST_WINDOW_MS = DAY_MS;

/** Samples and settles what is within its window, by expiry, then by id. Work: those contracts. */
export function fixContracts(house: House): void {
  const { timeMs } = houseOf(house.state);
  for (const instrumentId of house.derived.calendar.until(timeMs + LONGEST_WINDOW_MS)) {
    const instrument = mustGet(house.state.instruments, instrumentId);
    const { expiryMs } = datedOf(instrument)!; // the calendar holds dated contracts alone
    const { expiryWindowMs } = mustGet(house.state.segments, instrument.segmentId).parameters.clearing;
    if (timeMs < expiryMs - expiryWindowMs) continue;
    const { indexFeedId } = mustGet(house.state.underlyings, instrument.spec.underlyingId).spec;
    const feed = mustGet(house.state.feeds, indexFeedId);
    sampleFixing(house, instrumentId, feed, { expiryMs, expiryWindowMs, timeMs });
    if (timeMs >= expiryMs) settleInstrument(house, instrument, feed, expiryMs, timeMs);
  }
}

/** When a contract is sampled. */
interface Slot {
  readonly expiryMs: number;
  readonly expiryWindowMs: number;
  readonly timeMs: number;
}

function sampleFixing(house: House, instrumentId: number, feed: FeedRow, slot: Slot): void {
  const { expiryMs, timeMs } = slot;
  const market = mustGet(house.state.markets, instrumentId);
  if (timeMs > expiryMs) return;
  if (market.fixingSamples > 0 && timeMs < market.fixingSampledAtMs + FIXING_SAMPLE_MS) return;
  const value = sampleValue(house, feed, slot);
  if (value === null) return;
  house.emit({
    type: "FixingSampled",
    instrumentId,
    value,
    sumAfter: market.fixingSum + value,
    samples: market.fixingSamples + 1,
    sampledAtMs: timeMs,
  });
}

/** What of a slot is a sample: what a quorum says, and without one what most say (SETL-068), where the last price is of this window or the time before. */
function sampleValue(house: House, feed: FeedRow, { expiryMs, expiryWindowMs, timeMs }: Slot): bigint | null {
  return saidByMost(house.state, feed, timeMs, expiryMs - 2 * expiryWindowMs) ?? finalValue(feed, timeMs);
}

/** What may be final now: the index while it is fresh and no jump of it waits (SETL-065, SETL-066). */
const finalValue = (feed: FeedRow, timeMs: number): bigint | null =>
  isFeedFresh(feed, timeMs) && !isHeldBack(feed) ? feed.value : null;

function settleInstrument(
  house: House,
  instrument: InstrumentRow,
  feed: FeedRow,
  expiryMs: number,
  timeMs: number,
): void {
  const settlement = settlementOf(house, instrument, feed, expiryMs, timeMs);
  if (settlement === null) return;
  const { instrumentId, terms } = instrument.spec;
  const settlementTicks = ruleOf(terms).payoffTicks(terms, toTicks(instrument, settlement.value));
  house.emit({ type: "InstrumentSettled", instrumentId, settlementTicks, rung: settlement.rung, settledAtMs: timeMs });
}

function settlementOf(
  house: House,
  { spec, segmentId }: InstrumentRow,
  feed: FeedRow,
  expiryMs: number,
  timeMs: number,
): { readonly value: bigint; readonly rung: number } | null {
  const { state } = house;
  const { clearing } = mustGet(state.segments, segmentId).parameters;
  const market = mustGet(state.markets, spec.instrumentId);
  const rung = rungOfAverage(market.fixingSamples, clearing);
  if (rung !== null) return { value: averageOf(market), rung };
  // Nor is the whole settled at a price in doubt (SETL-066): whoever then falls silent would make it final.
  const isYoung = isFeedFresh(feed, timeMs) || timeMs - feed.pendingAtMs < FIXING_SAMPLE_MS;
  if (isHeldBack(feed) && isYoung) return null;
  if (saidByMost(state, feed, timeMs, expiryMs - 2 * clearing.expiryWindowMs) !== null) return null;
  if (feed.aggregatedAtMs <= expiryMs && expiryMs - feed.aggregatedAtMs <= feed.spec.maxAgeMs)
    return { value: feed.value, rung: 2 };
  const value = finalValue(feed, timeMs);
  return value === null ? null : { value, rung: 3 };
}

export const evolveFixingSampled: Evolve<"FixingSampled"> = (
  state,
  { instrumentId, sumAfter, samples, sampledAtMs },
) => {
  const market = mustGet(state.markets, instrumentId);
  state.markets.put({ ...market, fixingSum: sumAfter, fixingSamples: samples, fixingSampledAtMs: sampledAtMs });
};

export const evolveInstrumentSettled: Evolve<"InstrumentSettled"> = (
  state,
  { instrumentId, settlementTicks, settledAtMs },
) => {
  const market = mustGet(state.markets, instrumentId);
  const status = InstrumentStatus.settled;
  const mark = { priceTicks: settlementTicks, atMs: settledAtMs };
  state.markets.put({ ...market, status, settlementTicks, mark });
};

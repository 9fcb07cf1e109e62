/**
 * Expiry: a time-weighted average of the index over the window before it, then payment and the end of the contract.
 *
 * The ladder when observations are missing (SETL-006, SETL-016 … SETL-018): 0 the full average · 1 the average of at least half the samples ·
 * 2 the last confirmed index, if fresh at expiry · 3 the first fresh index after it. A price is never invented: on the
 * last rung the contract waits, close-only, until there is one.
 *
 * @module
 */
import { type FeedRow, type InstrumentRow, InstrumentStatus } from "@novate/codec";
import { divDown, lots, PPM_ONE, ZERO_ATOMS } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { datedOf, ruleOf } from "../instrument/rules.ts";
import { withPosition } from "../ledger/balances.ts";
import { FIXING_SAMPLE_MS } from "../ledger/fixingSample.ts";
import { isFeedFresh } from "../ledger/isFeedFresh.ts";
import { toTicks } from "../ledger/toTicks.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { runVariationCycle } from "./variationCycle.ts";

export function settleExpiries(house: House): void {
  const { timeMs } = houseOf(house.state);
  for (const instrument of house.state.instruments.values()) {
    const dated = datedOf(instrument);
    if (dated === null) continue;
    const { expiryMs } = dated;
    const { expiryWindowMs } = mustGet(house.state.segments, instrument.segmentId).parameters.clearing;
    if (timeMs < expiryMs - expiryWindowMs) continue;
    if (mustGet(house.state.markets, instrument.spec.instrumentId).status !== InstrumentStatus.listed) continue;
    const feed = mustGet(
      house.state.feeds,
      mustGet(house.state.underlyings, instrument.spec.underlyingId).spec.indexFeedId,
    );
    sampleFixing(house, instrument, feed, expiryMs, timeMs);
    if (timeMs >= expiryMs) settleInstrument(house, instrument, feed, expiryMs, timeMs);
  }
}

function sampleFixing(house: House, instrument: InstrumentRow, feed: FeedRow, expiryMs: number, timeMs: number): void {
  const market = mustGet(house.state.markets, instrument.spec.instrumentId);
  if (timeMs > expiryMs || !isFeedFresh(feed, timeMs)) return;
  if (market.fixingSamples > 0 && timeMs < market.fixingSampledAtMs + FIXING_SAMPLE_MS) return;
  house.emit({
    type: "FixingSampled",
    instrumentId: market.instrumentId,
    value: feed.value,
    sumAfter: market.fixingSum + feed.value,
    samples: market.fixingSamples + 1,
    sampledAtMs: timeMs,
  });
}

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
  // The cycle pays every position at the settlement price; after it lots and cost cancel and can leave.
  runVariationCycle(house, instrument.segmentId);
  for (const accountId of house.derived.positions.holdersOf(instrumentId)) {
    house.emit({ type: "PositionExpired", accountId, instrumentId, settlementTicks });
  }
}

function settlementOf(
  house: House,
  instrument: InstrumentRow,
  feed: FeedRow,
  expiryMs: number,
  timeMs: number,
): { readonly value: bigint; readonly rung: number } | null {
  const { expiryWindowMs, expiryCoveragePpm } = mustGet(house.state.segments, instrument.segmentId).parameters.clearing;
  const { fixingSum, fixingSamples } = mustGet(house.state.markets, instrument.spec.instrumentId);
  if (fixingSamples > 0) {
    const samples = BigInt(fixingSamples);
    const coverage = (samples * BigInt(FIXING_SAMPLE_MS) * PPM_ONE) / BigInt(expiryWindowMs);
    const average = divDown(fixingSum, samples);
    if (coverage >= expiryCoveragePpm) return { value: average, rung: 0 };
    if (2n * coverage >= expiryCoveragePpm) return { value: average, rung: 1 };
  }
  if (feed.aggregatedAtMs <= expiryMs && expiryMs - feed.aggregatedAtMs <= feed.spec.maxAgeMs)
    return { value: feed.value, rung: 2 };
  return isFeedFresh(feed, timeMs) ? { value: feed.value, rung: 3 } : null;
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

export const evolvePositionExpired: Evolve<"PositionExpired"> = (state, { accountId, instrumentId }) => {
  const account = mustGet(state.accounts, accountId);
  const market = mustGet(state.markets, instrumentId);
  const { fundingIndexE6 } = market;
  state.accounts.put(withPosition(account, { instrumentId, lots: lots(0n), costAtoms: ZERO_ATOMS, fundingIndexE6 }));
  state.markets.put({ ...market, openLots: lots(0n) });
};

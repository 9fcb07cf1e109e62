/**
 * Funding of perpetuals: the premium of mark over index, sampled, averaged, clamped, moved into an index (SETL-003).
 *
 * Only sampled time accrues, so nothing accrues across an outage.
 *
 * @module
 */
import { type InstrumentRow, InstrumentStatus, type MarketRow } from "@novate/codec";
import { divDown, HOUR_MS, MINUTE_MS, PPM_ONE, type Ppm, ppm } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { ruleOf } from "../instrument/rules.ts";
import { fundingRatePpm, standingPremium } from "../ledger/fundingRate.ts";
import { isFeedFresh } from "../ledger/isFeedFresh.ts";
import { toTicks } from "../ledger/toTicks.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

/** Funding moves into the index once an hour. */
const FUNDING_STEP_MS = HOUR_MS;

/** Time without a sample that pays for nothing but the present slot (SETL-061). */
const SILENCE_MS = 5 * MINUTE_MS;

export function advanceFunding(house: House): void {
  const { timeMs } = houseOf(house.state);
  for (const instrument of house.state.instruments.values()) {
    if (!ruleOf(instrument.spec.terms).hasFunding) continue;
    const { instrumentId } = instrument.spec;
    samplePremium(house, instrument, mustGet(house.state.markets, instrumentId), timeMs);
    advanceIndex(house, instrument, mustGet(house.state.markets, instrumentId), timeMs);
  }
}

function samplePremium(house: House, instrument: InstrumentRow, market: MarketRow, timeMs: number): void {
  const { premiumSampleMs } = mustGet(house.state.segments, instrument.segmentId).parameters.clearing;
  const slots = slotsBetween(market.premiumSampledAtMs, timeMs, premiumSampleMs);
  if (market.status !== InstrumentStatus.listed || slots === 0) return;
  const premiumPpm = premiumOf(house.state, instrument, market, timeMs);
  if (premiumPpm === null) return;
  house.emit({
    type: "PremiumSampled",
    instrumentId: market.instrumentId,
    premiumPpm,
    premiumSumE6: market.premiumSumE6 + premiumPpm * BigInt(slots),
    samples: market.premiumSamples + slots,
    sampledAtMs: timeMs,
  });
}

/**
 * How many slots of the clock began since the last sample, each worth a sample: so that funding does not depend on how
 * often there is a block (SETL-060). After a silence of five minutes only the present one counts.
 */
function slotsBetween(sampledAtMs: number, timeMs: number, slotMs: number): number {
  const slots = Math.floor(timeMs / slotMs) - Math.floor(sampledAtMs / slotMs);
  return timeMs - sampledAtMs < SILENCE_MS ? slots : Math.min(slots, 1);
}

/** (mark − index) / index in millionths, what is left of it now, rounded toward nothing; null while either has no fresh price, or the index is below half a tick. */
function premiumOf(state: StateView, instrument: InstrumentRow, market: MarketRow, timeMs: number): Ppm | null {
  const underlying = mustGet(state.underlyings, instrument.spec.underlyingId);
  const feed = mustGet(state.feeds, underlying.spec.indexFeedId);
  if (market.mark === null || !isFeedFresh(feed, timeMs)) return null;
  const index = toTicks(instrument, feed.value);
  if (index <= 0n) return null; // a part of nothing is no number
  const premium = ((market.mark.priceTicks - index) * PPM_ONE) / index;
  return ppm(standingPremium(state, instrument, premium, timeMs - market.mark.atMs));
}

/**
 * Index += average premium, of prints the part that counts, clamped, × sampled time / funding period × value of one lot at mark.
 *
 * Millionths times atoms is the index's own scale, so nothing is lost but the last division.
 */
function advanceIndex(house: House, instrument: InstrumentRow, market: MarketRow, timeMs: number): void {
  if (market.status === InstrumentStatus.settled) return; // its positions are paid at one index
  if (market.fundedAtMs !== 0 && timeMs - market.fundedAtMs < FUNDING_STEP_MS) return;
  const { fundingPeriodMs, premiumSampleMs } = mustGet(house.state.segments, instrument.segmentId).parameters.clearing;
  const samples = BigInt(market.premiumSamples);
  const ratePpm = fundingRatePpm(house.state, instrument, market);
  const lotValue = (market.mark?.priceTicks ?? 0n) * instrument.spec.tickValueAtoms;
  const step = divDown(ratePpm * lotValue * samples * BigInt(premiumSampleMs), BigInt(fundingPeriodMs));
  house.emit({
    type: "FundingIndexAdvanced",
    instrumentId: market.instrumentId,
    ratePpm,
    indexAfterE6: market.fundingIndexE6 + step,
    fundedAtMs: timeMs,
  });
}

export const evolvePremiumSampled: Evolve<"PremiumSampled"> = (state, event) => {
  const market = mustGet(state.markets, event.instrumentId);
  const { premiumSumE6, samples, sampledAtMs } = event;
  const sampledLots = market.openLots;
  state.markets.put({ ...market, premiumSumE6, premiumSamples: samples, premiumSampledAtMs: sampledAtMs, sampledLots });
};

export const evolveFundingIndexAdvanced: Evolve<"FundingIndexAdvanced"> = (state, event) => {
  const market = mustGet(state.markets, event.instrumentId);
  const { indexAfterE6, fundedAtMs } = event;
  state.markets.put({ ...market, fundingIndexE6: indexAfterE6, fundedAtMs, premiumSumE6: 0n, premiumSamples: 0 });
};

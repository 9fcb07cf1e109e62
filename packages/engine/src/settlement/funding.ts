/**
 * Funding of perpetuals: the premium of mark over index, sampled, averaged, clamped, moved into an index (SETL-003).
 *
 * Only sampled time accrues, so nothing accrues across an outage.
 *
 * @module
 */
import { type FeedRow, type InstrumentRow, InstrumentStatus, type MarketRow } from "@novate/codec";
import { divDown, HOUR_MS, PPM_ONE, type Ppm, ppm } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { ruleOf } from "../instrument/rules.ts";
import { fundingRatePpm } from "../ledger/fundingRate.ts";
import { isFeedFresh } from "../ledger/isFeedFresh.ts";
import { isLearned, learnedSamples, slotsBetween } from "../ledger/premiumSamples.ts";
import { toTicks } from "../ledger/toTicks.ts";
import { houseOf, mustGet } from "../state/state.ts";

/** Funding moves into the index once an hour. */
const FUNDING_STEP_MS = HOUR_MS;

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
  const underlying = mustGet(house.state.underlyings, instrument.spec.underlyingId);
  const feed = mustGet(house.state.feeds, underlying.spec.indexFeedId);
  if (market.status !== InstrumentStatus.listed || !isFeedFresh(feed, timeMs)) return;
  if (isLearned(instrument)) {
    for (const sample of learnedSamples(house.state, instrument, market, timeMs)) house.emit(sample);
    return;
  }
  const { premiumSampleMs } = mustGet(house.state.segments, instrument.segmentId).parameters.clearing;
  const slots = slotsBetween(market.premiumSampledAtMs, timeMs, premiumSampleMs);
  const premiumPpm = premiumOf(instrument, market, feed);
  if (slots === 0 || premiumPpm === null) return;
  house.emit({
    type: "PremiumSampled",
    instrumentId: market.instrumentId,
    premiumPpm,
    premiumSumE6: market.premiumSumE6 + premiumPpm * BigInt(slots),
    samples: market.premiumSamples + slots,
    sampledAtMs: timeMs,
  });
}

/** (mark − index) / index in millionths, rounded toward nothing; null without a mark, or for an index below half a tick. */
function premiumOf(instrument: InstrumentRow, { mark }: MarketRow, feed: FeedRow): Ppm | null {
  const index = toTicks(instrument, feed.value);
  if (mark === null || index <= 0n) return null; // a part of nothing is no number
  return ppm(((mark.priceTicks - index) * PPM_ONE) / index);
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
  state.markets.put({ ...market, premiumSumE6, premiumSamples: samples, premiumSampledAtMs: sampledAtMs });
};

export const evolveFundingIndexAdvanced: Evolve<"FundingIndexAdvanced"> = (state, event) => {
  const market = mustGet(state.markets, event.instrumentId);
  const { indexAfterE6, fundedAtMs } = event;
  state.markets.put({ ...market, fundingIndexE6: indexAfterE6, fundedAtMs, premiumSumE6: 0n, premiumSamples: 0 });
};

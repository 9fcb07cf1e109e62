/**
 * An instrument's terms and mark as `risk` wants them, read from the rows.
 *
 * @module
 */
import { type FeedRow, InstrumentKind, type InstrumentRow, InstrumentStatus, type UnderlyingRow } from "@novate/codec";
import type { Fixing, InstrumentMark, InstrumentTerms, UnderlyingMarket } from "@novate/risk";
import { FIXING_SAMPLE_MS } from "../ledger/fixingSample.ts";
import { fundingRatePpm } from "../ledger/fundingRate.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { collateralMarkOf, collateralTermsOf, type ScenarioCollateral } from "./collateralView.ts";
import { atomsPerPoint, feedToQuote, ppmToFraction, ticksToQuote } from "./units.ts";

/** A lot worth more than this is margined as unpriced, so that the kernel's sums stay exact. */
const MOST_LOT_VALUE_ATOMS = 2n ** 50n;
/** How far ahead funding is provided for (MARG-036). */
const PROVISION_MS = 28_800_000;

/** The mark of one lot, with the funding that its payer is expected to owe over the provision's time. */
export function markOf(state: StateView, instrument: InstrumentRow): InstrumentMark {
  const { instrumentId, tickValueAtoms } = instrument.spec;
  const market = mustGet(state.markets, instrumentId);
  const { clearing } = mustGet(state.segments, instrument.segmentId).parameters;
  const value = market.markTicks * tickValueAtoms;
  return {
    valueAtoms: Number(value > MOST_LOT_VALUE_ATOMS ? MOST_LOT_VALUE_ATOMS : value),
    fundingRate8h: ppmToFraction(fundingRatePpm(market, clearing)) * (PROVISION_MS / clearing.fundingPeriodMs),
    isPriced: market.status === InstrumentStatus.listed && market.markTicks > 0n && value <= MOST_LOT_VALUE_ATOMS,
  };
}

/** Whether a lot is worth more than {@link markOf} can say. */
export function isCapped(state: StateView, { spec }: InstrumentRow): boolean {
  const { markTicks } = mustGet(state.markets, spec.instrumentId);
  return markTicks * spec.tickValueAtoms > MOST_LOT_VALUE_ATOMS;
}

/**
 * Everything that the rows of an underlying are made of beside its listings, as one string: equal inputs, equal rows.
 *
 * Null where a dated contract runs, whose rows change with time alone.
 */
export function rowInputsOf(
  state: StateView,
  listings: readonly InstrumentRow[],
  market: UnderlyingMarket,
  collaterals: readonly ScenarioCollateral[],
): string | null {
  const isDated = ({ spec }: InstrumentRow) =>
    spec.kind !== InstrumentKind.perpetual &&
    mustGet(state.markets, spec.instrumentId).status === InstrumentStatus.listed;
  if (listings.some(isDated)) return null;
  const { spot, confidence, ageMs, rangeFloor, jointShocks } = market;
  return JSON.stringify([
    spot,
    confidence,
    ageMs,
    rangeFloor,
    jointShocks,
    listings.map((listing) => markOf(state, listing)),
    collaterals.map((one) => [collateralTermsOf(state, one).haircutPpm, collateralMarkOf(state, one, market.timeMs)]),
  ]);
}

/** The contract as `risk` wants it, with the part of its settlement average that is already fixed. */
export function termsOf(state: StateView, underlying: UnderlyingRow, instrument: InstrumentRow): InstrumentTerms {
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
  const { expiryWindowMs } = mustGet(state.segments, instrument.segmentId).parameters.clearing;
  return {
    fixedFraction: Math.min((fixingSamples * FIXING_SAMPLE_MS) / expiryWindowMs, 1),
    fixedAverage: feedToQuote(index, fixingSum) / fixingSamples,
  };
}

/**
 * What `risk` asks of an instrument's rows, whatever its kind: the mark of a lot, the value of a point, what is fixed.
 *
 * @module
 */
import type { FeedRow, InstrumentRow } from "@novate/codec";
import type { Ticks } from "@novate/num";
import type { Fixing, InstrumentMark } from "@novate/risk";
import { averageOf, rungOfAverage, slotsLeft } from "../ledger/fixing.ts";
import { providedRatePpm } from "../ledger/fundingRate.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";
import { atomsPerPoint, feedToQuote, ppmToFraction } from "./units.ts";

/** A lot worth more than this is margined as unpriced, so that the kernel's sums stay exact. */
const MOST_LOT_VALUE_ATOMS = 2n ** 50n;
/** How far ahead funding is provided for (MARG-036). */
const PROVISION_MS = 28_800_000;

/** Value of one lot at the mark; zero before the first one, which nobody holds. */
function lotValueOf(state: StateView, { spec }: InstrumentRow): bigint {
  const { mark } = mustGet(state.markets, spec.instrumentId);
  return mark === null ? 0n : mark.priceTicks * spec.tickValueAtoms;
}

/** The mark of one lot, with the funding that its payer is expected to owe over the provision's time. */
export function markOf(state: StateView, instrument: InstrumentRow): InstrumentMark {
  const market = mustGet(state.markets, instrument.spec.instrumentId);
  const { clearing } = mustGet(state.segments, instrument.segmentId).parameters;
  const value = lotValueOf(state, instrument);
  const ratePpm = providedRatePpm(state, instrument, market);
  return {
    valueAtoms: Number(value > MOST_LOT_VALUE_ATOMS ? MOST_LOT_VALUE_ATOMS : value),
    fundingRate8h: ppmToFraction(ratePpm) * (PROVISION_MS / clearing.fundingPeriodMs),
    isPriced: market.mark !== null && value <= MOST_LOT_VALUE_ATOMS,
  };
}

/** Whether a lot is worth more than {@link markOf} can say. */
export const isCapped = (state: StateView, instrument: InstrumentRow): boolean =>
  lotValueOf(state, instrument) > MOST_LOT_VALUE_ATOMS;

/** What the terms of every kind share. */
export const commonTermsOf = (index: FeedRow, instrument: InstrumentRow) => ({
  instrumentId: instrument.spec.instrumentId,
  underlyingId: instrument.spec.underlyingId,
  atomsPerPoint: atomsPerPoint(index, instrument),
});

/**
 * What of the contract's settlement average is fixed: the samples taken, over those and the ones still to come (MARG-009).
 *
 * Null before the first sample, and where so few can be taken that the average will not decide: the index does then
 * (SETL-016). Once settled, all of it is fixed at `settledAverage`, in quote units.
 */
export function fixingOf(
  state: StateView,
  index: FeedRow,
  { spec, segmentId }: InstrumentRow,
  expiryMs: number,
  settledAverage: (settlementTicks: Ticks) => number,
): Fixing | null {
  const market = mustGet(state.markets, spec.instrumentId);
  if (market.settlementTicks !== null)
    return { fixedFraction: 1, fixedAverage: settledAverage(market.settlementTicks) };
  const { fixingSamples } = market;
  if (fixingSamples === 0) return null;
  const slots = slotsLeft(market, expiryMs, houseOf(state).timeMs);
  const { clearing } = mustGet(state.segments, segmentId).parameters;
  if (rungOfAverage(fixingSamples + slots, clearing) === null) return null;
  return {
    fixedFraction: fixingSamples / (fixingSamples + slots),
    fixedAverage: feedToQuote(index, averageOf(market)),
  };
}

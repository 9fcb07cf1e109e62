/**
 * An underlying's market as `risk` wants it, read from the rows.
 *
 * @module
 */
import { InstrumentKind, type InstrumentRow, type UnderlyingRow } from "@novate/codec";
import type { ForwardQuote, JointShock, UnderlyingMarket } from "@novate/risk";
import { isFeedFresh } from "../ledger/isFeedFresh.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { forwardOf } from "./forwardView.ts";
import { surfaceOf } from "./surfaceView.ts";
import { feedToQuote, ppmToFraction } from "./units.ts";

/** The scan range is the committed one, stated as a floor: its forecast already went through its own rules. */
export function marketOf(
  state: StateView,
  underlying: UnderlyingRow,
  listings: readonly InstrumentRow[],
  jointShocks: readonly JointShock[],
  timeMs: number,
): UnderlyingMarket {
  const index = mustGet(state.feeds, underlying.spec.indexFeedId);
  const isPriced = index.aggregatedAtMs > 0;
  return {
    underlyingId: underlying.spec.underlyingId,
    timeMs,
    spot: isPriced ? feedToQuote(index, index.value) : 0,
    forwards: forwardsOf(state, underlying, listings, timeMs),
    surface: surfaceOf(underlying, timeMs),
    volAnnual: 0,
    rangeFloor: ppmToFraction(underlying.scanRangePpm),
    ageMs: isPriced && !isFeedFresh(index, timeMs) ? timeMs - index.aggregatedAtMs : 0,
    confidence: isPriced ? Number(index.confidence) / Number(index.value) : 0,
    jointShocks,
  };
}

function forwardsOf(
  state: StateView,
  underlying: UnderlyingRow,
  listings: readonly InstrumentRow[],
  timeMs: number,
): ForwardQuote[] {
  const index = mustGet(state.feeds, underlying.spec.indexFeedId);
  const quotes = new Map<number, ForwardQuote>();
  for (const instrument of listings) {
    const { kind, expiryMs, forwardFeedId } = instrument.spec;
    if (kind !== InstrumentKind.future && kind !== InstrumentKind.option) continue;
    if (quotes.has(expiryMs) && !state.feeds.has(forwardFeedId)) continue;
    quotes.set(expiryMs, { expiryMs, forward: forwardOf(state, index, instrument, timeMs), discount: 1 });
  }
  return [...quotes.values()];
}

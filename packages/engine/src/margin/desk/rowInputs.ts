/**
 * What the rows of an underlying's listings were made of, short enough to compare.
 *
 * @module
 */
import { type InstrumentRow, InstrumentStatus } from "@novate/codec";
import type { UnderlyingMarket } from "@novate/risk";
import { markOf } from "../../gate/instrumentView.ts";
import { datedOf } from "../../instrument/rules.ts";
import { mustGet, type StateView } from "../../state/state.ts";

/**
 * Everything that the rows of an underlying's listings are made of beside their terms, as one string: equal inputs, equal rows.
 *
 * Null where a dated contract runs, whose rows change with time alone.
 */
export function rowInputsOf(
  state: StateView,
  listings: readonly InstrumentRow[],
  market: UnderlyingMarket,
): string | null {
  const isRunning = (listing: InstrumentRow) =>
    datedOf(listing) !== null && mustGet(state.markets, listing.spec.instrumentId).status === InstrumentStatus.listed;
  if (listings.some(isRunning)) return null;
  const { spot, confidence, ageMs, rangeFloor, jointShocks } = market;
  return JSON.stringify([
    spot,
    confidence,
    ageMs,
    rangeFloor,
    jointShocks,
    listings.map((listing) => markOf(state, listing)),
  ]);
}

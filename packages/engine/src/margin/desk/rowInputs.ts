/**
 * What the rows of an underlying were made of, short enough to compare.
 *
 * @module
 */
import { type InstrumentRow, InstrumentStatus } from "@novate/codec";
import type { UnderlyingMarket } from "@novate/risk";
import { collateralMarkOf, collateralTermsOf, type ScenarioCollateral } from "../../gate/collateralView.ts";
import { markOf } from "../../gate/instrumentView.ts";
import { datedOf } from "../../instrument/rules.ts";
import { mustGet, type StateView } from "../../state/state.ts";

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
    collaterals.map((one) => [collateralTermsOf(state, one).haircutPpm, collateralMarkOf(state, one)]),
  ]);
}

/**
 * Market modes of an underlying: what its prices allow (ORCL-009, ORCL-010, INV-016).
 *
 * @module
 */
import { type FeedRow, MarketMode, type UnderlyingRow } from "@novate/codec";
import { PPM_ONE } from "@novate/num";
import { assert } from "@novate/stdx";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { isFeedFresh } from "../ledger/isFeedFresh.ts";
import { isInSession, sessionAgeMs } from "../ledger/sessions.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

/** A price this many times older than its feed allows halts the market. */
const HALT_AGE_MULTIPLE = 10;

/** The mode that the prices call for now. */
function calledMode(state: StateView, underlying: UnderlyingRow): MarketMode {
  const { timeMs, resumedAtMs } = houseOf(state);
  const feed = mustGet(state.feeds, underlying.spec.indexFeedId);
  if (feed.aggregatedAtMs === 0 || sessionAgeMs(feed, timeMs) > HALT_AGE_MULTIPLE * feed.spec.maxAgeMs) {
    return MarketMode.halted;
  }
  const isOpen =
    isInSession(feed.spec.sessions, timeMs) &&
    isFeedFresh(feed, timeMs) &&
    feed.aggregatedAtMs >= resumedAtMs &&
    !isDispersed(state, underlying, feed);
  return isOpen ? MarketMode.open : MarketMode.closeOnly;
}

/** Moves the underlying's mode one listed edge toward the called one: a halted market re-opens through close-only. */
export function moveModes(house: House, underlying: UnderlyingRow): void {
  const { underlyingId } = underlying.spec;
  const called = calledMode(house.state, underlying);
  const next = underlying.mode === MarketMode.halted && called === MarketMode.open ? MarketMode.closeOnly : called;
  if (next !== underlying.mode) house.emit({ type: "UnderlyingModeSet", underlyingId, mode: next });
}

/** The confidence of the aggregate is wider than the segment accepts. */
function isDispersed(state: StateView, underlying: UnderlyingRow, feed: FeedRow): boolean {
  const { maxDispersionPpm } = mustGet(state.segments, underlying.spec.segmentId).parameters.oracle;
  return feed.confidence * PPM_ONE > feed.value * maxDispersionPpm;
}

/** A halted market re-opens through close-only; every other move is an edge (INV-016). */
const isEdge = (from: number, to: number): boolean => !(from === MarketMode.halted && to === MarketMode.open);

export const evolveUnderlyingModeSet: Evolve<"UnderlyingModeSet"> = (state, { underlyingId, mode }) => {
  const underlying = mustGet(state.underlyings, underlyingId);
  assert(isEdge(underlying.mode, mode), `INV-016: underlying ${underlyingId} moves from ${underlying.mode} to ${mode}`);
  state.underlyings.put({ ...underlying, mode });
};

export const evolveMarketModeSet: Evolve<"MarketModeSet"> = (state, { instrumentId, mode }) => {
  const market = mustGet(state.markets, instrumentId);
  assert(isEdge(market.mode, mode), `INV-016: market ${instrumentId} moves from ${market.mode} to ${mode}`);
  state.markets.put({ ...market, mode });
};

/**
 * Marks: the price at which positions are valued, margined and settled (ORCL-012 … ORCL-015).
 *
 * @module
 */
import { InstrumentStatus, MarketMode } from "@novate/codec";
import { ZERO_LOTS } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { forwardsOf } from "../gate/forwardView.ts";
import { marketOf } from "../gate/marketView.ts";
import { datedAmong, isPrice, ruleOf } from "../instrument/rules.ts";
import { withMark } from "../ledger/medianMark.ts";
import { learnedSamples } from "../ledger/premiumSamples.ts";
import { isSurfaceFresh } from "../ledger/surfaceAge.ts";
import { houseOf, mustGet } from "../state/state.ts";

/**
 * Sets the mark of every listed instrument of the underlying whose price is fresh; others keep their last one. A contract
 * is listed close-only, and opens with its first mark (ORCL-017, ORCL-039); it is close-only
 * again while it cannot be marked, as an option on a surface that is too old (ORCL-109).
 */
export function markInstruments(house: House, underlyingId: number): void {
  const { state } = house;
  const underlying = mustGet(state.underlyings, underlyingId);
  const index = mustGet(state.feeds, underlying.spec.indexFeedId);
  const { timeMs } = houseOf(state);
  if (index.aggregatedAtMs === 0 || index.aggregatedAtMs < timeMs) return; // no new price, no new mark
  const listings = house.derived.listings.of(underlyingId);
  const forwards = forwardsOf(state, index, datedAmong(listings), timeMs);
  const priced = marketOf(state, underlying, forwards, [], timeMs);
  // What stands on an old surface still has scenarios, but no mark.
  const market = isSurfaceFresh(state, underlying, timeMs) ? priced : { ...priced, surface: null };
  const inputs = { timeMs, index, forwards, market };
  for (const instrument of listings) {
    const { instrumentId, terms } = instrument.spec;
    const row = mustGet(state.markets, instrumentId);
    if (row.status !== InstrumentStatus.listed) continue;
    const rule = ruleOf(terms);
    const mark = rule.markOf(state, instrument, row, inputs);
    if (mark === null || !isPrice(rule, mark.markTicks)) {
      if (row.mode === MarketMode.open) house.emit({ type: "MarketModeSet", instrumentId, mode: MarketMode.closeOnly });
      continue;
    }
    if (rule.hasFunding) for (const sample of learnedSamples(state, instrument, row, timeMs)) house.emit(sample);
    house.emit({ type: "MarkSet", instrumentId, markedAtMs: timeMs, ...mark });
    if (row.mode === MarketMode.closeOnly) {
      house.emit({ type: "MarketModeSet", instrumentId, mode: MarketMode.open });
    }
  }
}

export const evolveMarkSet: Evolve<"MarkSet"> = (state, { instrumentId, markTicks, markedAtMs, basisE6 }) => {
  const market = mustGet(state.markets, instrumentId);
  const { segmentId } = mustGet(state.instruments, instrumentId);
  const { medianWindowMs } = mustGet(state.segments, segmentId).parameters.oracle;
  const recentMarks = withMark(market.recentMarks, { timeMs: markedAtMs, value: markTicks }, medianWindowMs);
  const mark = { priceTicks: markTicks, atMs: markedAtMs };
  state.markets.put({ ...market, mark, basisE6, recentMarks, printedLots: ZERO_LOTS, printedTicks: 0n });
};

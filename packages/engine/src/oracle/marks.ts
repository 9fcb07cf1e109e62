/**
 * Marks: the price at which positions are valued, margined and settled (ORCL-012 … ORCL-015).
 *
 * @module
 */
import {
  type FeedRow,
  InstrumentKind,
  type InstrumentRow,
  InstrumentStatus,
  MarketMode,
  type MarketRow,
  type UnderlyingRow,
} from "@novate/codec";
import { divDown, MINUTE_MS, maxOf, minOf, mulDivDown, mulDivUp, PPM_ONE, type Ticks, ticks } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { optionMarkTicks } from "../gate/optionMark.ts";
import { isFeedFresh } from "../ledger/isFeedFresh.ts";
import { withMark } from "../ledger/medianMark.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

/** A venue's last price counts for the mark while it is younger than this. */
const VENUE_PRICE_AGE_MS = MINUTE_MS;

/**
 * Sets the mark of every listed instrument of the underlying whose price is fresh; others keep their last one. A contract
 * is listed close-only, and opens with its first mark (ORCL-017, ORCL-039).
 */
export function markInstruments(house: House, underlyingId: number): void {
  const underlying = mustGet(house.state.underlyings, underlyingId);
  const feed = mustGet(house.state.feeds, underlying.spec.indexFeedId);
  const { timeMs } = houseOf(house.state);
  if (feed.aggregatedAtMs === 0 || feed.aggregatedAtMs < timeMs) return; // no new price, no new mark
  for (const instrument of house.derived.listings.of(underlyingId)) {
    const { instrumentId } = instrument.spec;
    const market = mustGet(house.state.markets, instrumentId);
    if (market.status !== InstrumentStatus.listed) continue;
    const mark = markOf(house.state, underlying, feed, instrument, market, timeMs);
    if (mark === null) continue;
    house.emit({ type: "MarkSet", instrumentId, markedAtMs: timeMs, ...mark });
    if (market.mode === MarketMode.closeOnly) {
      house.emit({ type: "MarketModeSet", instrumentId, mode: MarketMode.open });
    }
  }
}

type Mark = { readonly markTicks: Ticks; readonly basisE6: bigint };

function markOf(
  state: StateView,
  underlying: UnderlyingRow,
  feed: FeedRow,
  instrument: InstrumentRow,
  market: MarketRow,
  timeMs: number,
): Mark | null {
  const { kind } = instrument.spec;
  const indexTicks = toTicks(instrument, feed.value);
  if (indexTicks <= 0n) return null;
  if (kind === InstrumentKind.spot) return { markTicks: indexTicks, basisE6: 0n };
  if (kind === InstrumentKind.option) {
    const markTicks = optionMarkTicks(state, underlying, instrument, timeMs);
    return markTicks === null ? null : { markTicks, basisE6: 0n };
  }
  const forward = forwardTicks(state, instrument, timeMs);
  return forward !== null
    ? { markTicks: forward, basisE6: 0n }
    : basisMark(state, instrument, market, indexTicks, timeMs);
}

/**
 * Median of {index + EMA of the basis, last venue price inside the band, index}; the basis averages exponentially.
 *
 * Without a young venue price the basis decays toward zero, and the mark toward the index.
 */
function basisMark(
  state: StateView,
  instrument: InstrumentRow,
  market: MarketRow,
  indexTicks: Ticks,
  timeMs: number,
): Mark {
  const { oracle } = mustGet(state.segments, instrument.segmentId).parameters;
  const isYoung = market.venuePricedAtMs > 0 && timeMs - market.venuePricedAtMs <= VENUE_PRICE_AGE_MS;
  const reach = ticks(mulDivUp(indexTicks, oracle.priceBandPpm, PPM_ONE));
  const venue = isYoung
    ? maxOf(minOf(market.venuePriceTicks, ticks(indexTicks + reach)), ticks(indexTicks - reach))
    : indexTicks;
  const elapsed = BigInt(market.markedAtMs === 0 ? 0 : timeMs - market.markedAtMs);
  const halfLife = BigInt(oracle.basisHalfLifeMs);
  // A first-order step: elapsed / (elapsed + halfLife) of the way to the basis seen now.
  const target = (venue - indexTicks) * PPM_ONE;
  const basisE6 = market.basisE6 + divDown((target - market.basisE6) * elapsed, elapsed + halfLife);
  return { markTicks: ticks(median(indexTicks + divDown(basisE6, PPM_ONE), venue, indexTicks)), basisE6 };
}

/** The dated forward's own feed, in ticks; null if there is none or it is stale. */
function forwardTicks(state: StateView, instrument: InstrumentRow, timeMs: number): Ticks | null {
  const feed = state.feeds.get(instrument.spec.forwardFeedId);
  return feed === undefined || !isFeedFresh(feed, timeMs) ? null : toTicks(instrument, feed.value);
}

/** Feed units in ticks of the instrument, rounded half up: a mark favours neither side. */
export const toTicks = (instrument: InstrumentRow, value: bigint): Ticks =>
  ticks(mulDivDown(2n * value + instrument.spec.tickFeedUnits, 1n, 2n * instrument.spec.tickFeedUnits));

const median = (a: bigint, b: bigint, c: bigint): bigint => maxOf(minOf(a, b), minOf(maxOf(a, b), c));

export const evolveMarkSet: Evolve<"MarkSet"> = (state, { instrumentId, markTicks, markedAtMs, basisE6 }) => {
  const market = mustGet(state.markets, instrumentId);
  const { segmentId } = mustGet(state.instruments, instrumentId);
  const { medianWindowMs } = mustGet(state.segments, segmentId).parameters.oracle;
  const recentMarks = withMark(market.recentMarks, { timeMs: markedAtMs, value: markTicks }, medianWindowMs);
  state.markets.put({ ...market, markTicks, markedAtMs, basisE6, recentMarks });
};

/**
 * The mark of a contract that trading keeps near the index: the index and a basis that it has learned (ORCL-012, ORCL-080 … ORCL-084).
 *
 * @module
 */
import type { InstrumentRow, MarketRow } from "@novate/codec";
import { divDown, halved, MINUTE_MS, maxOf, minOf, mulDivUp, PPM_ONE, type Ticks, ticks } from "@novate/num";
import { RATIO_E9 } from "../gate/forwardView.ts";
import { priceAge } from "../ledger/interval.ts";
import { toTicks } from "../ledger/toTicks.ts";
import { mustGet, type StateView } from "../state/state.ts";
import type { Mark, MarkInputs } from "./rule.ts";

/**
 * Index + basis, the basis inside the price band. It fades toward what is seen: what the premium feed stands above the
 * index, if the contract has such a feed, else nothing. Prints pull it toward their price by volume, but in a minute never
 * farther than volume / depth of the band, whoever traded with whom.
 */
export function basisMark(
  state: StateView,
  instrument: InstrumentRow,
  market: MarketRow,
  premiumFeedId: number | null,
  { index, timeMs }: MarkInputs,
): Mark {
  const { oracle } = mustGet(state.segments, instrument.segmentId).parameters;
  const indexTicks = toTicks(instrument, index.value);
  const reachE6 = mulDivUp(indexTicks, oracle.priceBandPpm, PPM_ONE) * PPM_ONE;
  const elapsedMs = market.mark === null ? 0 : timeMs - market.mark.atMs;
  const towards = (seenE6: bigint): bigint => {
    const target = within(seenE6, reachE6);
    return target + halved(market.basisE6 - target, elapsedMs, oracle.basisHalfLifeMs);
  };

  let basisE6 = towards(premiumFeedId === null ? 0n : premiumOf(state, instrument, premiumFeedId, indexTicks, timeMs));
  const { printedLots, printedTicks } = market;
  if (premiumFeedId === null && printedLots > 0n) {
    const printE6 = divDown(printedTicks * PPM_ONE, printedLots) - indexTicks * PPM_ONE;
    const most = mostMove(state, instrument, printedTicks, elapsedMs, reachE6);
    basisE6 += within(towards(printE6) - basisE6, most);
  }
  basisE6 = within(basisE6, reachE6);
  return { markTicks: ticks(indexTicks + divDown(basisE6, PPM_ONE)), basisE6 };
}

const within = (value: bigint, reach: bigint): bigint => maxOf(minOf(value, reach), -reach);

/** Band × the lesser of volume / depth and elapsed / minute, rounded down. */
function mostMove(
  state: StateView,
  { spec }: InstrumentRow,
  printedTicks: bigint,
  elapsedMs: number,
  reachE6: bigint,
): bigint {
  const { depthAtoms } = mustGet(state.underlyings, spec.underlyingId).spec;
  const volumeAtoms = printedTicks * spec.tickValueAtoms;
  const byVolume = divDown(reachE6 * volumeAtoms, depthAtoms);
  return minOf(byVolume, divDown(reachE6 * BigInt(elapsedMs), BigInt(MINUTE_MS)));
}

/**
 * What the premium feed stands above the index, in millionths of a tick: the ratio of the two when both were confirmed, of the
 * index now, so that neither a move of both between two words nor a quiet feed takes it away. Nothing before the first, or
 * once the feed is overdue for longer than the term of an unknown price.
 */
function premiumOf(
  state: StateView,
  instrument: InstrumentRow,
  feedId: number,
  indexTicks: Ticks,
  timeMs: number,
): bigint {
  const feed = mustGet(state.feeds, feedId);
  const { unknownTermMs } = mustGet(state.segments, instrument.segmentId).parameters.oracle;
  if (feed.ratioAtMs === 0 || priceAge(feed, feed.aggregatedAtMs, timeMs).overdueMs > unknownTermMs) return 0n;
  return divDown(indexTicks * PPM_ONE * (feed.ratioE9 - RATIO_E9), RATIO_E9);
}

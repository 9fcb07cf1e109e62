/**
 * The mark of a contract that funding keeps near the index, and the basis that it has learned (ORCL-012, ORCL-080 … ORCL-087).
 *
 * @module
 */
import type { InstrumentRow, MarketRow } from "@novate/codec";
import { absOf, divDown, halved, MINUTE_MS, maxOf, minOf, mulDivUp, PPM_ONE, type Ticks, ticks } from "@novate/num";
import { RATIO_E9 } from "../gate/forwardView.ts";
import { priceAge } from "../ledger/interval.ts";
import { toTicks } from "../ledger/toTicks.ts";
import { mustGet, type StateView } from "../state/state.ts";
import type { Mark, MarkInputs } from "./rule.ts";

/**
 * Index + basis, the basis inside the price band. The basis fades toward what is seen: what the premium feed stands above the
 * index, if the contract has such a feed, else nothing. Prints pull it by volume / depth of the way to their average, so
 * that each counts by its own volume: those on the other side cancel it, and nobody's volume lends weight to another's.
 *
 * A basis of prints makes funding and nothing else: its mark is the index. Prints cost their fees alone, and whatever is
 * valued, taken, paid or settled at a price that they bend is theirs to take (ORCL-087).
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
    const printE6 = within(divDown(printedTicks * PPM_ONE, printedLots) - indexTicks * PPM_ONE, reachE6);
    basisE6 += pullOf(state, instrument, printedTicks, elapsedMs, within(printE6 - basisE6, reachE6));
  }
  basisE6 = within(basisE6, reachE6);
  const provenE6 = premiumFeedId === null ? 0n : basisE6;
  return { markTicks: ticks(indexTicks + provenE6 / PPM_ONE), basisE6 }; // less than a tick is none, on either side
}

const within = (value: bigint, reach: bigint): bigint => maxOf(minOf(value, reach), -reach);

/** The lesser of volume / depth and elapsed / minute of a distance, rounded toward nothing; never more than the distance. */
function pullOf(
  state: StateView,
  { spec }: InstrumentRow,
  printedTicks: bigint,
  elapsedMs: number,
  distanceE6: bigint,
): bigint {
  const { depthAtoms } = mustGet(state.underlyings, spec.underlyingId).spec;
  const volumeAtoms = minOf(printedTicks * spec.tickValueAtoms, depthAtoms);
  const byVolume = absOf(distanceE6 * volumeAtoms) / depthAtoms;
  const byTime = (absOf(distanceE6) * BigInt(Math.min(elapsedMs, MINUTE_MS))) / BigInt(MINUTE_MS);
  const pull = minOf(byVolume, byTime);
  return distanceE6 < 0n ? -pull : pull;
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

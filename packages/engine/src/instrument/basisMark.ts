/**
 * The mark of a contract that venues keep near the index (ORCL-012).
 *
 * @module
 */
import type { InstrumentRow, MarketRow } from "@novate/codec";
import { divDown, MINUTE_MS, maxOf, minOf, mulDivUp, PPM_ONE, ticks } from "@novate/num";
import { toTicks } from "../ledger/toTicks.ts";
import { mustGet, type StateView } from "../state/state.ts";
import type { Mark, MarkInputs } from "./rule.ts";

/** A venue's last price counts for the mark while it is younger than this. */
const VENUE_PRICE_AGE_MS = MINUTE_MS;

/**
 * Median of {index + EMA of the basis, last venue price inside the band, index}; the basis averages exponentially.
 *
 * Without a young venue price the basis decays toward zero, and the mark toward the index.
 */
export function basisMark(
  state: StateView,
  instrument: InstrumentRow,
  market: MarketRow,
  { index, timeMs }: MarkInputs,
): Mark {
  const { oracle } = mustGet(state.segments, instrument.segmentId).parameters;
  const { mark, venuePrice } = market;
  const indexTicks = toTicks(instrument, index.value);
  const reach = ticks(mulDivUp(indexTicks, oracle.priceBandPpm, PPM_ONE));
  const venue =
    venuePrice !== null && timeMs - venuePrice.atMs <= VENUE_PRICE_AGE_MS
      ? maxOf(minOf(venuePrice.priceTicks, ticks(indexTicks + reach)), ticks(indexTicks - reach))
      : indexTicks;
  const elapsed = BigInt(mark === null ? 0 : timeMs - mark.atMs);
  const halfLife = BigInt(oracle.basisHalfLifeMs);
  // A first-order step: elapsed / (elapsed + halfLife) of the way to the basis seen now.
  const target = (venue - indexTicks) * PPM_ONE;
  const basisE6 = market.basisE6 + divDown((target - market.basisE6) * elapsed, elapsed + halfLife);
  return { markTicks: ticks(median(indexTicks + divDown(basisE6, PPM_ONE), venue, indexTicks)), basisE6 };
}

const median = (a: bigint, b: bigint, c: bigint): bigint => maxOf(minOf(a, b), minOf(maxOf(a, b), c));

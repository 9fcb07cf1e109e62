/**
 * The mark of an option: Black-76 on the underlying's surface (ORCL-014).
 *
 * @module
 */
import type { InstrumentRow, UnderlyingRow } from "@novate/codec";
import { ln, sqrt, type Ticks, ticks, YEAR_MS } from "@novate/num";
import { black76Value, totalVarianceAt } from "@novate/risk";
import { mustGet, type StateView } from "../state/state.ts";
import { forwardOf } from "./forwardView.ts";
import { surfaceOf } from "./surfaceView.ts";
import { ticksToQuote } from "./units.ts";

/** In ticks, rounded half up, at least 0; null without a surface: such an option cannot be marked. */
export function optionMarkTicks(
  state: StateView,
  underlying: UnderlyingRow,
  instrument: InstrumentRow,
  timeMs: number,
): Ticks | null {
  const surface = surfaceOf(underlying, timeMs);
  if (surface === null) return null;
  const { strikeTicks, isCall, expiryMs } = instrument.spec;
  const index = mustGet(state.feeds, underlying.spec.indexFeedId);
  const forward = forwardOf(state, index, instrument, timeMs);
  const strike = ticksToQuote(index, instrument, strikeTicks);
  const variance = totalVarianceAt(surface, ln(strike / forward), Math.max(expiryMs - timeMs, 0) / YEAR_MS);
  const value = black76Value(isCall ? "call" : "put", forward, strike, sqrt(variance));
  return ticks(BigInt(Math.round(value / ticksToQuote(index, instrument, 1n))));
}

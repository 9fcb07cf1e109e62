/**
 * Whether a mark is young enough to act on (INV-013).
 *
 * @module
 */
import { InstrumentStatus } from "@novate/codec";
import { houseOf, mustGet, type StateView } from "../state/state.ts";
import { isYoung } from "./isFeedFresh.ts";

/**
 * Whether the positions of an instrument are known: what takes acts on no others (INV-013).
 *
 * Its mark is as young as its index must be, from neither before an outage nor before a closing, or final.
 */
export function isMarkFresh(state: StateView, instrumentId: number, timeMs: number): boolean {
  const market = mustGet(state.markets, instrumentId);
  if (market.status === InstrumentStatus.settled) return true;
  const { underlyingId } = mustGet(state.instruments, instrumentId).spec;
  const feed = mustGet(state.feeds, mustGet(state.underlyings, underlyingId).spec.indexFeedId);
  const { resumedAtMs } = houseOf(state);
  const { mark } = market;
  return mark !== null && mark.atMs >= resumedAtMs && isYoung(feed, mark.atMs, timeMs);
}

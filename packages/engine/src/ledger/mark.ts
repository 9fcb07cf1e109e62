/**
 * The mark of what somebody holds.
 *
 * @module
 */
import type { MarketRow } from "@novate/codec";
import type { Ticks } from "@novate/num";
import { assert } from "@novate/stdx";
import { mustGet, type StateView } from "../state/state.ts";

/** The mark that must be there: what was never marked is not traded, so that nobody holds it. */
export function markTicksOf({ instrumentId, mark }: MarketRow): Ticks {
  assert(mark !== null, `market: instrument ${instrumentId} is held without a mark`);
  return mark.priceTicks;
}

/** The same, of an instrument by its id. */
export const mustMark = (state: StateView, instrumentId: number): Ticks =>
  markTicksOf(mustGet(state.markets, instrumentId));

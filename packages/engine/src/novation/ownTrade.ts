/**
 * Accounts of one owner move positions at the mark (NOV-063): a price of their own would move equity between them past what
 * transfers ask, and show a market that is none.
 *
 * Names are free, so that this is hygiene and no defence: no rule of the house rests on it.
 *
 * @module
 */
import { type Refusal, refusal } from "@novate/codec";
import { ticks } from "@novate/num";
import { marksWithin } from "../ledger/medianMark.ts";
import { isSameOwner } from "../ledger/owner.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";
import type { Leg } from "./leg.ts";
import type { TradeContext } from "./tradeContext.ts";

/** Why two accounts may not trade at this price, or null. Marks of the second clock's window count: one moves while a report travels. */
export function faultOfOwnTrade(
  state: StateView,
  { instrument, market, trade: { instrumentId, priceTicks } }: TradeContext,
  buyer: Leg,
  seller: Leg,
): Refusal | null {
  if (!isSameOwner(buyer.before, seller.before)) return null;
  const { medianWindowMs } = mustGet(state.segments, instrument.segmentId).parameters.oracle;
  const { lowest, highest } = marksWithin(market, houseOf(state).timeMs - medianWindowMs);
  if (priceTicks >= lowest && priceTicks <= highest) return null;
  const [lowestTicks, highestTicks] = [ticks(lowest), ticks(highest)];
  return refusal("OwnTradeOffMark", { instrumentId, priceTicks, lowestTicks, highestTicks });
}

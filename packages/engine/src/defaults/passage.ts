/**
 * One instrument passing from one account to another at one price: exact, and zero-sum by construction.
 *
 * @module
 */
import type { AccountRow, EventOf } from "@novate/codec";
import { type Lots, lots, type Ticks } from "@novate/num";
import { positionOf, withPosition } from "../ledger/balances.ts";
import { tradedPosition } from "../ledger/position.ts";
import { mustGet, type StateView, type WritableState } from "../state/state.ts";

export type Passage = EventOf<"PositionsNetted">["passage"];

/** `giver` gives `size` signed lots to `taker` at `priceTicks`. */
export function passageOf(
  state: StateView,
  giver: AccountRow,
  taker: AccountRow,
  instrumentId: number,
  size: Lots,
  priceTicks: Ticks,
): Passage {
  const instrument = mustGet(state.instruments, instrumentId);
  const market = mustGet(state.markets, instrumentId);
  const given = tradedPosition(instrument, market, positionOf(giver, instrumentId), lots(-size), priceTicks);
  const taken = tradedPosition(instrument, market, positionOf(taker, instrumentId), size, priceTicks);
  return { instrumentId, lots: size, priceTicks, giverAfter: given.position, takerAfter: taken.position };
}

/** The two accounts after the passage. */
export const withPassage = (giver: AccountRow, taker: AccountRow, passage: Passage): [AccountRow, AccountRow] => [
  withPosition(giver, passage.giverAfter),
  withPosition(taker, passage.takerAfter),
];

/** Writes both sides, and the open interest that the passage took away or added. */
export function writePassage(state: WritableState, giverId: number, takerId: number, passage: Passage): void {
  const { instrumentId } = passage;
  const giver = mustGet(state.accounts, giverId);
  const taker = mustGet(state.accounts, takerId);
  const market = mustGet(state.markets, instrumentId);
  const longBefore = longOf(giver, instrumentId) + longOf(taker, instrumentId);
  const [giverAfter, takerAfter] = withPassage(giver, taker, passage);
  state.accounts.put(giverAfter);
  state.accounts.put(takerAfter);
  const longAfter = longOf(giverAfter, instrumentId) + longOf(takerAfter, instrumentId);
  state.markets.put({ ...market, openLots: lots(market.openLots + longAfter - longBefore) });
}

function longOf(account: AccountRow, instrumentId: number): bigint {
  const held = positionOf(account, instrumentId)?.lots ?? 0n;
  return held > 0n ? held : 0n;
}

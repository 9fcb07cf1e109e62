/**
 * One instrument passing from one account to another at one price: exact, and zero-sum by construction.
 *
 * @module
 */
import type { AccountRow, EventOf, Position } from "@novate/codec";
import { type Lots, lots, type Ticks } from "@novate/num";
import { positionOf, withPositions } from "../ledger/balances.ts";
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

/** The two accounts after passages of several instruments, ascending: one pass over each row. */
export const withPassages = (
  giver: AccountRow,
  taker: AccountRow,
  passages: readonly Passage[],
): [AccountRow, AccountRow] => [
  withPositions(
    giver,
    passages.map(({ giverAfter }) => giverAfter),
  ),
  withPositions(
    taker,
    passages.map(({ takerAfter }) => takerAfter),
  ),
];

/** Writes both sides, and the open interest that the passages, ascending by instrument, took away or added. */
export function writePassages(
  state: WritableState,
  giverId: number,
  takerId: number,
  passages: readonly Passage[],
): void {
  const giver = mustGet(state.accounts, giverId);
  const taker = mustGet(state.accounts, takerId);
  for (const { instrumentId, giverAfter, takerAfter } of passages) {
    const market = mustGet(state.markets, instrumentId);
    const before = longIn(positionOf(giver, instrumentId)) + longIn(positionOf(taker, instrumentId));
    const after = longIn(giverAfter) + longIn(takerAfter);
    state.markets.put({ ...market, openLots: lots(market.openLots + after - before) });
  }
  const [giverAfter, takerAfter] = withPassages(giver, taker, passages);
  state.accounts.put(giverAfter);
  state.accounts.put(takerAfter);
}

const longIn = (position: Position | undefined): bigint =>
  position === undefined || position.lots < 0n ? 0n : position.lots;

/**
 * A backstop's places for contracts go to who brings margin for them (LIQ-086).
 *
 * A row has so many places, and a backstop never trades: what it has taken stays until it expires or crosses. Taken by specks, they would
 * be gone while it has all its capital, and nobody in another contract would be closed out. So places have a price in margin: from where
 * few are left, each costs more than the last, and all of them together cost what the backstop is worth. Its means end before they do.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { type Atoms, maxOf } from "@novate/num";
import { MAX_POSITIONS } from "../ledger/balances.ts";
import type { Health } from "../ledger/health.ts";
import { isPassable } from "./passable.ts";
import type { Round } from "./round.ts";

/** So many more free places halve the price of the next. */
const HALVING = 16;

/**
 * Whether the account's maintenance margin pays for the places that its contracts would take of the backstop; contracts that the backstop
 * holds cost none.
 *
 * Work: the positions of both.
 */
export function paysForPlaces(
  { house: { margin, state } }: Round,
  account: AccountRow,
  { maintenanceAtoms }: Health,
  backstop: AccountRow,
): boolean {
  const held = new Set(backstop.positions.map(({ instrumentId }) => instrumentId));
  const fresh = account.positions.filter(
    (position) => position.lots !== 0n && !held.has(position.instrumentId) && isPassable(state, position),
  );
  if (fresh.length === 0) return true;
  const free = MAX_POSITIONS - held.size;
  const worth = margin.assess(state, backstop).initialEquityAtoms;
  const price = priceOf(worth, Math.max(free - fresh.length, 0)) - priceOf(worth, free);
  return maintenanceAtoms >= price;
}

/** What all places but `free` cost together: the backstop's worth, halved for each `HALVING` of them, and evenly in between. Rounded down. */
function priceOf(worth: Atoms, free: number): bigint {
  const [halvings, rest] = [Math.floor(free / HALVING), free % HALVING];
  const parts = BigInt(2 * HALVING);
  return (maxOf<bigint>(worth, 0n) * (parts - BigInt(rest))) / (parts << BigInt(halvings));
}

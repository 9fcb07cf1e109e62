/**
 * Reading and replacing the sorted entries of an account's row.
 *
 * @module
 */
import type { AccountRow, Balance, Position } from "@novate/codec";
import { type Atoms, ZERO_ATOMS } from "@novate/num";

/** Positions that an account's row has room for. */
export const MAX_POSITIONS = 512;

export function balanceOf(account: AccountRow, assetId: number): Atoms {
  for (const balance of account.balances) if (balance.assetId === assetId) return balance.amountAtoms;
  return ZERO_ATOMS;
}

export function positionOf(account: AccountRow, instrumentId: number): Position | undefined {
  for (const position of account.positions) if (position.instrumentId === instrumentId) return position;
  return undefined;
}

/** The account with `assetId` at `amountAtoms`; a zero balance leaves the row. */
export function withBalance(account: AccountRow, assetId: number, amountAtoms: Atoms): AccountRow {
  const balance: Balance | null = amountAtoms === 0n ? null : { assetId, amountAtoms };
  return { ...account, balances: replaced(account.balances, (entry) => entry.assetId - assetId, balance) };
}

/** The account with this position; it leaves the row once it has neither lots nor an unsettled cost. */
export function withPosition(account: AccountRow, position: Position): AccountRow {
  const entry = position.lots === 0n && position.costAtoms === 0n ? null : position;
  return {
    ...account,
    positions: replaced(account.positions, (held) => held.instrumentId - position.instrumentId, entry),
  };
}

/** The ascending list with the entry at order 0 replaced, inserted, or removed (null). */
function replaced<T>(entries: readonly T[], order: (entry: T) => number, next: T | null): T[] {
  const result: T[] = [];
  let pending = next;
  for (const entry of entries) {
    const relation = order(entry);
    if (relation >= 0 && pending !== null) {
      result.push(pending);
      pending = null;
    }
    if (relation !== 0) result.push(entry);
  }
  if (pending !== null) result.push(pending);
  return result;
}

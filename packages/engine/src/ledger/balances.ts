/**
 * Reading and replacing the sorted entries of an account's row.
 *
 * @module
 */
import type { AccountRow, Balance, Position } from "@novate/codec";
import { type Atoms, ZERO_ATOMS } from "@novate/num";

/** Positions that an account's row has room for. */
export const MAX_POSITIONS = 512;

/** Of so many it is as quick to look at one after the other as to halve. */
const FEW_POSITIONS = 16;

export function balanceOf(account: Pick<AccountRow, "balances">, assetId: number): Atoms {
  for (const balance of account.balances) if (balance.assetId === assetId) return balance.amountAtoms;
  return ZERO_ATOMS;
}

export function positionOf(account: AccountRow, instrumentId: number): Position | undefined {
  const { positions } = account;
  if (positions.length <= FEW_POSITIONS) {
    for (const position of positions) if (position.instrumentId === instrumentId) return position;
    return undefined;
  }
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (positions[middle]!.instrumentId < instrumentId) low = middle + 1;
    else high = middle;
  }
  const found = positions[low];
  return found?.instrumentId === instrumentId ? found : undefined;
}

/** The account with `assetId` at `amountAtoms`; a zero balance leaves the row, any other ends its time of being empty. */
export function withBalance(account: AccountRow, assetId: number, amountAtoms: Atoms): AccountRow {
  const balance: Balance | null = amountAtoms === 0n ? null : { assetId, amountAtoms };
  const emptySinceMs = balance === null ? account.emptySinceMs : 0;
  return {
    ...account,
    emptySinceMs,
    balances: replaced(account.balances, (entry) => entry.assetId - assetId, balance),
  };
}

/** The account with this position; it leaves the row once it has neither lots nor an unsettled cost. */
export function withPosition(account: AccountRow, position: Position): AccountRow {
  const entry = isEmpty(position) ? null : position;
  return {
    ...account,
    positions: replaced(account.positions, (held) => held.instrumentId - position.instrumentId, entry),
  };
}

/** The same for many positions, which ascend by instrument: in one pass. */
export function withPositions(account: AccountRow, changed: readonly Position[]): AccountRow {
  const positions: Position[] = [];
  let at = 0;
  for (const held of account.positions) {
    for (; at < changed.length && changed[at]!.instrumentId < held.instrumentId; at += 1) keep(positions, changed[at]!);
    if (changed[at]?.instrumentId !== held.instrumentId) positions.push(held);
  }
  for (; at < changed.length; at += 1) keep(positions, changed[at]!);
  return { ...account, positions };
}

const isEmpty = ({ lots, costAtoms }: Position): boolean => lots === 0n && costAtoms === 0n;

function keep(positions: Position[], position: Position): void {
  if (!isEmpty(position)) positions.push(position);
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

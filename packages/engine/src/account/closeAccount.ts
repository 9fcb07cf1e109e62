/**
 * Closes accounts that have held nothing for the segment's term (ACC-041 … ACC-043).
 *
 * The cursor that visits all accounts finds them, so that the work is that of its visits; a block closes so many at most.
 *
 * @module
 */

import { AccountRole, type AccountRow, AccountStatus } from "@novate/codec";
import { atoms } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { accountOwes } from "../ledger/exitDebt.ts";
import { isHolding } from "../ledger/isHolding.ts";
import { ownerId } from "../ledger/owner.ts";
import { exitDebtKey, exitPotKey, stakeKey } from "../state/keys.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

/** Of the default fund. */
const TRANCHES = [0, 1] as const;

/** Looks at one account: notes that it is empty, or closes it once it has been so for the term. Returns the rows that went. */
export function closeIfIdle(house: House, account: AccountRow): number {
  if (!isEmpty(house.state, account) || isAnswered(house, account)) return 0;
  const { accountId, segmentId, emptySinceMs } = account;
  const { timeMs } = houseOf(house.state);
  if (emptySinceMs === 0) {
    house.emit({ type: "AccountEmptied", accountId, emptySinceMs: timeMs });
    return 0;
  }
  const { accountIdleMs } = mustGet(house.state.segments, segmentId).parameters.clearing;
  if (timeMs - emptySinceMs < accountIdleMs) return 0;
  const grants = house.derived.grants.of(accountId);
  for (const key of grants.keys) house.emit({ type: "KeyRevoked", accountId, key });
  for (const venueId of grants.venueIds) house.emit({ type: "MandateForgotten", accountId, venueId });
  house.emit({ type: "AccountClosed", accountId });
  return 1 + grants.keys.length + grants.venueIds.length;
}

/** Nothing is held, owed or on its way out, it was named for no pool, no stake stands, and no order is void that could come back to life. */
function isEmpty(state: StateView, account: AccountRow): boolean {
  const { accountId, role, status, voidOrders, withdrawals } = account;
  if (role !== AccountRole.trader || status !== AccountStatus.active) return false;
  if (voidOrders > 0 || withdrawals > 0 || isHolding(account) || state.calls.has(accountId)) return false;
  return !TRANCHES.some((tranche) => state.stakes.has(stakeKey(accountId, tranche))) && !isTreasury(state, account);
}

/** What it owes of an asset in exit another account of its owner's answers for: the debt stands as long as there is one (EXIT-138). */
function isAnswered({ state, derived }: House, account: AccountRow): boolean {
  if (accountOwes(state, account.accountId) === null) return false;
  return derived.owners.groupOf(ownerId(account), account.segmentId)!.accounts > 1; // it is in one
}

/** What it was named for is its own in an exit (CLAIM-031). */
function isTreasury(state: StateView, { accountId, segmentId }: AccountRow): boolean {
  if (mustGet(state.segments, segmentId).treasuryAccountId === accountId) return true;
  for (const { treasuryAccountId } of state.venues.values()) if (treasuryAccountId === accountId) return true;
  return false;
}

export const evolveAccountEmptied: Evolve<"AccountEmptied"> = (state, { accountId, emptySinceMs }) => {
  state.accounts.put({ ...mustGet(state.accounts, accountId), emptySinceMs });
};

/** What it owes of an asset in exit others go without: its owner has had nothing for the whole term. */
export const evolveAccountClosed: Evolve<"AccountClosed"> = (state, { accountId }) => {
  const { segmentId } = mustGet(state.accounts, accountId);
  for (const { assetId } of [...state.exitAssets.values()]) {
    const debt = state.exitDebts.get(exitDebtKey(accountId, assetId));
    if (debt === undefined) continue;
    state.exitDebts.delete(exitDebtKey(accountId, assetId));
    const pot = mustGet(state.exitPots, exitPotKey(segmentId, assetId));
    state.exitPots.put({ ...pot, lackAtoms: atoms(pot.lackAtoms - debt.lackAtoms) });
  }
  state.accounts.delete(accountId);
};

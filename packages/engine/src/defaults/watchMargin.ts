/**
 * The watching phase: accounts are held against the new marks; breaches enter default management, cures leave it (LIQ-001, LIQ-035).
 *
 * @module
 */
import { type AccountRow, AccountStatus } from "@novate/codec";
import { atoms } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import type { Due } from "../command/margin.ts";
import { hasInitialMargin, isBelowCloseOut, isInBreach, mustBeManaged } from "../ledger/health.ts";
import { isEnding } from "../ledger/windUp.ts";
import { DueAccounts } from "../margin/watch/dueAccounts.ts";
import { mustGet } from "../state/state.ts";
import { admit, admitLate, type Failing } from "./entries.ts";

/** Looks at the accounts that can have crossed a level. Work: those, not all that exist (MARG-061). */
export function watchMargin(house: House): void {
  watchAccounts(house, house.watchList.due(), (accountIds) => house.watchList.narrow(accountIds));
  house.derived.unwatched.clear();
}

/** The full pass over every account: the check of {@link watchMargin}, which emits the same events. */
export function watchAll(house: House): void {
  const everybody = new DueAccounts();
  for (const { segmentId, accountId } of house.state.accounts.values()) everybody.add(segmentId, accountId);
  watchAccounts(house, everybody, (ids) => ids);
}

/** Segments come in turn, as each has room of its own. */
function watchAccounts(house: House, due: Due, narrow: (accountIds: readonly number[]) => readonly number[]): void {
  for (const segmentId of due.segments())
    if (!isEnding(house.state, segmentId)) admit(house, segmentId, due, narrow, (accountId) => look(house, accountId));
}

/**
 * Of the closing phase: accounts that the block's trades, cycle or expiries left with negative equity enter default management, so that
 * no block ends with one outside it (INV-005), but for those that the block has no room for. Work: the accounts that changed
 * since they were watched.
 */
export function watchInsolvency(house: House): void {
  const { derived, state } = house;
  for (const accountId of derived.unwatched.take(derived.positions)) {
    const account = mustGet(state.accounts, accountId);
    if (isEnding(state, account.segmentId)) continue;
    if (account.status === AccountStatus.managed || !isAtRisk(account) || house.margin.equityOf(state, account) >= 0n)
      continue;
    const health = house.margin.assess(state, account);
    if (mustBeManaged(health)) admitLate(house, { account, health, isDeep: isBelowCloseOut(health) });
  }
}

/** Without positions and without debt there is nothing to breach. */
const isAtRisk = (account: AccountRow): boolean =>
  account.positions.length > 0 || account.balances.some((balance) => balance.amountAtoms < 0n);

/**
 * In breach at the middles is worth a look; whoever fails at the best of all intervals enters (LIQ-001, LIQ-018). A certificate
 * of no breach at the middles stands whatever the intervals do: they only help (MARG-095).
 *
 * Null for whoever need not enter. Who is managed already is judged by its turn (LIQ-059).
 */
function look(house: House, accountId: number): Failing | null {
  const { margin, state } = house;
  const account = mustGet(state.accounts, accountId);
  if (account.status === AccountStatus.managed || !isAtRisk(account)) {
    house.watchList.dismiss(account);
    return null;
  }
  const health = margin.assess(state, account);
  if (!isInBreach(health)) house.watchList.certify(account, health);
  return mustBeManaged(health) ? { account, health, isDeep: isBelowCloseOut(health) } : null;
}

/** A cure ends management: initial margin is met again, whoever brought it about. */
export function watchCure(house: House, account: AccountRow): void {
  const health = house.margin.assess(house.state, account);
  if (!hasInitialMargin(health) || health.equityLowAtoms < 0n) return;
  const { equityAtoms, initialAtoms } = health;
  house.emit({ type: "AccountCured", accountId: account.accountId, equityAtoms, initialAtoms });
}

export const evolveAccountCured: Evolve<"AccountCured"> = (state, { accountId }) => {
  const { uncoveredAtoms, earmarkedAtoms } = mustGet(state.managed, accountId);
  const account = mustGet(state.accounts, accountId);
  const segment = mustGet(state.segments, account.segmentId);
  state.segments.put({
    ...segment,
    uncoveredAtoms: atoms(segment.uncoveredAtoms - uncoveredAtoms),
    earmarkedAtoms: atoms(segment.earmarkedAtoms - earmarkedAtoms),
  });
  state.managed.delete(accountId);
  state.accounts.put({ ...account, status: AccountStatus.active });
};

/**
 * The watching phase: accounts are held against the new marks; breaches enter default management, cures leave it (LIQ-001, LIQ-035).
 *
 * @module
 */
import { type AccountRow, AccountStatus } from "@novate/codec";
import { atoms, ZERO_ATOMS } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { type Health, hasInitialMargin, isBelowCloseOut, isInBreach, mustBeManaged } from "../ledger/health.ts";
import { houseOf, mustGet } from "../state/state.ts";

/** Looks at the accounts that can have crossed a level. Work: those, not all that exist (MARG-061). */
export function watchMargin(house: House): void {
  for (const accountId of house.watchList.due()) watchAccount(house, mustGet(house.state.accounts, accountId));
  house.derived.unwatched.clear();
}

/** The full pass over every account: the check of {@link watchMargin}, which emits the same events. */
export function watchAll(house: House): void {
  for (const account of house.state.accounts.values()) watchAccount(house, account);
}

function watchAccount(house: House, account: AccountRow): void {
  if (account.status === AccountStatus.managed) watchCure(house, account);
  else if (isAtRisk(account)) watchBreach(house, account);
  else house.watchList.dismiss(account);
}

/**
 * Of the closing phase: accounts that the block's trades, cycle or expiries left with negative equity enter default management, so that
 * no block ends with one outside it (INV-005). Work: the accounts that changed since they were watched.
 */
export function watchInsolvency(house: House): void {
  const { derived, state } = house;
  for (const accountId of derived.unwatched.take(derived.positions)) {
    const account = mustGet(state.accounts, accountId);
    if (account.status === AccountStatus.managed || !isAtRisk(account) || house.margin.equityOf(state, account) >= 0n)
      continue;
    const health = house.margin.assess(state, account);
    if (mustBeManaged(health)) emitManaged(house, account, health);
  }
}

/** Without positions and without debt there is nothing to breach. */
const isAtRisk = (account: AccountRow): boolean =>
  account.positions.length > 0 || account.balances.some((balance) => balance.amountAtoms < 0n);

/**
 * In breach at the middles is worth a look; whoever fails at the best of all intervals enters (LIQ-001, LIQ-018). A certificate
 * of no breach at the middles stands whatever the intervals do: they only help (MARG-095).
 */
function watchBreach(house: House, account: AccountRow): void {
  const health = house.margin.assess(house.state, account);
  if (!isInBreach(health)) house.watchList.certify(account, health);
  else if (mustBeManaged(health)) emitManaged(house, account, health);
}

function emitManaged(house: House, { accountId }: AccountRow, health: Health): void {
  const { height, timeMs, nextManagedSequence } = houseOf(house.state);
  house.emit({
    type: "AccountManaged",
    managed: {
      accountId,
      sequence: nextManagedSequence,
      openedHeight: height,
      openedAtMs: timeMs,
      equityAtoms: health.equityAtoms,
      maintenanceAtoms: health.maintenanceAtoms,
      wholeAccount: isBelowCloseOut(health),
      uncoveredAtoms: ZERO_ATOMS,
    },
  });
}

/** A cure ends management: initial margin is met again, whoever brought it about. */
export function watchCure(house: House, account: AccountRow): void {
  const health = house.margin.assess(house.state, account);
  if (!hasInitialMargin(health) || health.equityLowAtoms < 0n) return;
  const { equityAtoms, initialAtoms } = health;
  house.emit({ type: "AccountCured", accountId: account.accountId, equityAtoms, initialAtoms });
}

export const evolveAccountManaged: Evolve<"AccountManaged"> = (state, { managed }) => {
  const house = houseOf(state);
  state.house.put({ ...house, nextManagedSequence: managed.sequence + 1 });
  state.managed.put(managed);
  state.accounts.put({ ...mustGet(state.accounts, managed.accountId), status: AccountStatus.managed });
};

export const evolveAccountCured: Evolve<"AccountCured"> = (state, { accountId }) => {
  const { uncoveredAtoms } = mustGet(state.managed, accountId);
  const account = mustGet(state.accounts, accountId);
  const segment = mustGet(state.segments, account.segmentId);
  state.segments.put({ ...segment, uncoveredAtoms: atoms(segment.uncoveredAtoms - uncoveredAtoms) });
  state.managed.delete(accountId);
  state.accounts.put({ ...account, status: AccountStatus.active });
};

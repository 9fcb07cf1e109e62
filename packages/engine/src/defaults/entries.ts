/**
 * The door of default management: so many accounts a block, those below close-out first (LIQ-052 … LIQ-054).
 *
 * Who finds no room waits, and nothing of a waiting account is free: whatever it asks for is judged when it asks. Each
 * class comes in by id from where the last block stopped, so that nobody waits longer for having a later number.
 *
 * @module
 */
import { type AccountRow, AccountStatus } from "@novate/codec";
import { ZERO_ATOMS } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import type { Due } from "../command/margin.ts";
import { takeBackAll } from "../custody/takeBackAll.ts";
import { type Health, isBelowCloseOut, mustBeManaged } from "../ledger/health.ts";
import { WINDOW_IDS, windowOf } from "../margin/watch/windows.ts";
import { houseOf, mustGet } from "../state/state.ts";

/** Rows that an entry writes: the account, its management, the house's sequence. */
const ENTRY_UNITS = 3;

/** Account ids of a window that are narrowed together: a block without room asks of few more than it takes in. */
const NARROWED_IDS = 1_024;

/** An account that must enter, and whether it is below close-out. */
export interface Failing {
  readonly account: AccountRow;
  readonly health: Health;
  readonly isDeep: boolean;
}

/**
 * Takes in who fails of the segment's due accounts, as `look` finds; window by window, from where the last block that had no
 * room stopped. `narrow`: those of a window who need a look.
 */
export function admit(
  house: House,
  segmentId: number,
  due: Due,
  narrow: (accountIds: readonly number[]) => readonly number[],
  look: (accountId: number) => Failing | null,
): void {
  const { cursor } = mustGet(house.state.segments, segmentId).entries;
  for (const window of from(windowOf(cursor) - 1, due.windowsOf(segmentId))) {
    const carried = admitWindow(house, segmentId, due.idsOf(segmentId, window), narrow, look);
    if (carried === null) continue;
    // Both cursors stay in the window that the next block begins with.
    const within = (id: number) => (windowOf(id) === window ? id : window * WINDOW_IDS);
    const [deepCursor, cursor] = [within(carried.deepCursor), within(carried.cursor)];
    house.emit({ type: "EntriesCarried", segmentId, deepCursor, cursor });
    return;
  }
}

/**
 * One window: where each class stopped if there was no room, else null.
 *
 * Once there is no room for an account below close-out nobody else is looked at: whoever fails beside it waits as well,
 * and whoever does not fail is no concern of this block.
 */
function admitWindow(
  house: House,
  segmentId: number,
  accountIds: readonly number[],
  narrow: (accountIds: readonly number[]) => readonly number[],
  look: (accountId: number) => Failing | null,
): { readonly deepCursor: number; readonly cursor: number } | null {
  let { deepCursor, cursor } = mustGet(house.state.segments, segmentId).entries;
  const others = new Map<number, Failing>();
  const inTurn = from(deepCursor, accountIds);
  for (let next = 0; next < inTurn.length; next += NARROWED_IDS) {
    for (const accountId of narrow(inTurn.slice(next, next + NARROWED_IDS))) {
      const failing = look(accountId);
      if (failing === null) continue;
      if (!failing.isDeep) others.set(accountId, failing);
      else if (enter(house, failing, "entry")) deepCursor = accountId;
      else return { deepCursor, cursor };
    }
  }
  const waiting = [...others.keys()].sort((left, right) => left - right);
  for (const accountId of from(cursor, waiting)) {
    if (!enter(house, others.get(accountId)!, "entry")) return { deepCursor, cursor };
    cursor = accountId;
  }
  return null;
}

/** Takes in an account that the block itself broke, after all else; or notes that there was no room. */
export function admitLate(house: House, failing: Failing): void {
  if (enter(house, failing, "closing")) return;
  const { segmentId } = failing.account;
  const { entries } = mustGet(house.state.segments, segmentId);
  if (entries.carriedHeight === houseOf(house.state).height) return;
  const { deepCursor, cursor } = entries;
  house.emit({ type: "EntriesCarried", segmentId, deepCursor, cursor });
}

/**
 * Takes in an account that does not hold a closing's gap (LIQ-090), if there is room; else its next visit does, and so for whoever had
 * something to take back (LIQ-095).
 */
export function admitShort(house: House, account: AccountRow, health: Health): void {
  enter(house, { account, health, isDeep: false }, "closing", () => false);
}

/** Ascending ids in a circle, the ones above `cursor` first. */
function from(cursor: number, accountIds: readonly number[]): number[] {
  const start = accountIds.findIndex((accountId) => accountId > cursor);
  return start <= 0 ? [...accountIds] : [...accountIds.slice(start), ...accountIds.slice(0, start)];
}

/**
 * False, and nothing, if the block has no room. What the account waits to withdraw is its own before the fund's turn comes: it is
 * taken back first, and whoever is sound with it does not enter (LIQ-095).
 */
function enter(
  house: House,
  failing: Failing,
  name: "entry" | "closing",
  failsStill: (health: Health) => boolean = mustBeManaged,
): boolean {
  const { accountId, segmentId } = failing.account;
  const segment = mustGet(house.state.segments, segmentId);
  const { work } = house.derived;
  if (!work.takeEntry(segment, name, ENTRY_UNITS)) return false;
  const takenBack = takeBackAll(house, failing.account);
  if (takenBack > 0) work.take(segment, name, takenBack);
  const health =
    takenBack === 0 ? failing.health : house.margin.assess(house.state, mustGet(house.state.accounts, accountId));
  if (takenBack > 0 && !failsStill(health)) return true;
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
      triedHeight: 0,
      shortSinceMs: 0,
      earmarkedAtoms: ZERO_ATOMS,
      skinDrawnAtoms: ZERO_ATOMS,
      juniorDrawnAtoms: ZERO_ATOMS,
      seniorDrawnAtoms: ZERO_ATOMS,
      feesDrawnAtoms: ZERO_ATOMS,
    },
  });
  return true;
}

export const evolveAccountManaged: Evolve<"AccountManaged"> = (state, { managed }) => {
  const house = houseOf(state);
  state.house.put({ ...house, nextManagedSequence: managed.sequence + 1 });
  state.managed.put(managed);
  state.accounts.put({ ...mustGet(state.accounts, managed.accountId), status: AccountStatus.managed });
};

export const evolveEntriesCarried: Evolve<"EntriesCarried"> = (state, { segmentId, deepCursor, cursor }) => {
  const entries = { deepCursor, cursor, carriedHeight: houseOf(state).height };
  state.segments.put({ ...mustGet(state.segments, segmentId), entries });
};

/**
 * Which managed accounts a block works on, and who goes behind whom (LIQ-014, LIQ-044 … LIQ-046, LIQ-055).
 *
 * @module
 */
import type { ManagedRow } from "@novate/codec";
import { MinHeap } from "@novate/stdx";
import type { Evolve } from "../command/evolver.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { servedSequences } from "./laps.ts";
import { accountOf, healthOf, type Round } from "./round.ts";
import { PARTS_BITS } from "./slice.ts";
import { hasFunds, lossOf } from "./waterfall.ts";

/** Accounts to work on, in order; and whether others wait for another block. */
export interface Batch {
  readonly accountIds: readonly number[];
  readonly isOverfull: boolean;
}

/**
 * Half of the places go to the greatest shortfall among those untried longest, half to who waited longest: any number of
 * small accounts cannot stand before a large one, nor any number of new ones before an old one.
 *
 * Everything is read from rows as they are stored, no margin is worked out. Work: one pass over the segment's managed accounts.
 */
export function takeBatch(round: Round): Batch {
  const { house, segmentId } = round;
  const canRetry = hasFunds(round);
  const waiting: ManagedRow[] = [];
  for (const managed of house.state.managed.values()) {
    const { segmentId: of } = accountOf(round, managed.accountId);
    if (of === segmentId && (canRetry || hasMeans(round, managed))) waiting.push(managed);
  }
  const segment = mustGet(house.state.segments, segmentId);
  const { managedPerBlock } = segment.parameters.clearing;
  const served = servedSequences(round);
  const inLaps = waiting.filter(({ sequence }) => served.has(sequence));
  const others = waiting.filter(({ sequence }) => !served.has(sequence));
  const ahead = leastOf(inLaps, managedPerBlock, byShortfall);
  const chosen = [...ahead, ...chooseOf(others, managedPerBlock - ahead.length)];
  const accountIds: number[] = [];
  for (const { accountId } of chosen) {
    if (!house.derived.work.take(segment, "closeOut", unitsOf(round, accountId))) break;
    accountIds.push(accountId);
  }
  return { accountIds, isOverfull: accountIds.length < waiting.length };
}

/** Half by shortfall, half by waiting; all of them, by shortfall, if there is room. */
function chooseOf(waiting: readonly ManagedRow[], places: number): ManagedRow[] {
  const first = leastOf(waiting, Math.ceil(places / 2), byShortfall);
  const taken = new Set(first.map(({ accountId }) => accountId));
  const rest = waiting.filter(({ accountId }) => !taken.has(accountId));
  const chosen = [...first, ...leastOf(rest, places - first.length, byWaiting)];
  return chosen.length === waiting.length ? chosen.sort(byShortfall) : chosen;
}

/** Behind all that are untried since, if they are; what it is short of now decides among those tried together. */
export function noteTried(round: Round, { accountIds, isOverfull }: Batch): void {
  if (!isOverfull) return;
  for (const accountId of accountIds) {
    if (!round.house.state.managed.has(accountId)) continue;
    const { equityAtoms, maintenanceAtoms } = healthOf(round, accountId);
    round.house.emit({ type: "AccountTried", accountId, equityAtoms, maintenanceAtoms });
  }
}

/** Untried before tried, earlier tried before later, then the greatest shortfall of equity, then in order of coming in. */
function byShortfall(left: ManagedRow, right: ManagedRow): number {
  if (left.triedHeight !== right.triedHeight) return left.triedHeight - right.triedHeight;
  const [leftShort, rightShort] = [shortfallOf(left), shortfallOf(right)];
  return leftShort === rightShort ? left.sequence - right.sequence : leftShort > rightShort ? -1 : 1;
}

const shortfallOf = ({ equityAtoms, maintenanceAtoms }: ManagedRow): bigint => maintenanceAtoms - equityAtoms;

/** Who came in or was tried longest ago. */
function byWaiting(left: ManagedRow, right: ManagedRow): number {
  const since = (row: ManagedRow) => Math.max(row.openedHeight, row.triedHeight);
  return since(left) - since(right) || left.sequence - right.sequence;
}

/** The first `count` in order. Work: one pass, and a comparison or two for most rows. */
function leastOf<T>(rows: readonly T[], count: number, order: (left: T, right: T) => number): T[] {
  if (rows.length <= count) return [...rows].sort(order);
  const kept = new MinHeap<T>((left, right) => order(right, left));
  for (const row of rows) {
    if (kept.size < count) kept.push(row);
    else if (count > 0 && order(row, kept.peek()!) < 0) {
      kept.pop();
      kept.push(row);
    }
  }
  const result: T[] = [];
  for (let row = kept.pop(); row !== undefined; row = kept.pop()) result.push(row);
  return result.reverse();
}

/** An account that has nothing left but a loss that nothing can pay takes no turn (LIQ-046). */
function hasMeans(round: Round, { accountId, uncoveredAtoms }: ManagedRow): boolean {
  const account = accountOf(round, accountId);
  if (account.positions.length > 0 || account.balances.some(({ amountAtoms }) => amountAtoms > 0n)) return true;
  return lossOf(round, accountId) !== uncoveredAtoms;
}

/** Margins that a search of a slice works out at most for each side: the least that cures, the most that is carried. */
const SEARCH_MARGINS = 2 * (PARTS_BITS + 1);
/** A margin costs about as much as a row at this many positions, and an eighth of that at none. */
const POSITIONS_A_ROW = 64;

const marginUnits = (positions: number): number => (positions + POSITIONS_A_ROW / 8) / POSITIONS_A_ROW;

/** What working on an account costs at most: crossings, a search with every taker, and the passages. */
function unitsOf(round: Round, accountId: number): number {
  const own = accountOf(round, accountId).positions.length;
  const crossings = 2 * own * marginUnits(own);
  let searches = 0;
  for (const id of round.backstopIds)
    searches += SEARCH_MARGINS * (marginUnits(own) + marginUnits(own + accountOf(round, id).positions.length));
  return Math.ceil(crossings + searches + own) + 1;
}

export const evolveAccountTried: Evolve<"AccountTried"> = (state, { accountId, equityAtoms, maintenanceAtoms }) => {
  const { height } = houseOf(state);
  state.managed.put({ ...mustGet(state.managed, accountId), equityAtoms, maintenanceAtoms, triedHeight: height });
};

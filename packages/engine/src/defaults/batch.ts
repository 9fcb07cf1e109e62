/**
 * Which managed accounts a block works on, and who goes behind whom (LIQ-014, LIQ-044 … LIQ-046, LIQ-055, LIQ-056).
 *
 * @module
 */
import type { ManagedRow } from "@novate/codec";
import type { Evolve } from "../command/evolver.ts";
import { byShortfall, byWaiting, type Ranks } from "../derived/managedQueue.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { servedSequences } from "./laps.ts";
import { accountOf, healthOf, type Round } from "./round.ts";
import { PARTS_BITS } from "./slice.ts";
import { hasFunds } from "./waterfall.ts";

/** Accounts to work on, in order; and whether others wait for another block. */
export interface Batch {
  readonly accountIds: readonly number[];
  readonly isOverfull: boolean;
}

/**
 * Half of the places go to the greatest shortfall among those untried longest, half to who waited longest: any number of
 * small accounts cannot stand before a large one, nor any number of new ones before an old one.
 *
 * An account that has nothing left but a loss that nothing can pay takes no turn (LIQ-046). Everything is read from rows as
 * they are stored, no margin is worked out. Work: the accounts that are taken, and those whom laps serve.
 */
export function takeBatch(round: Round): Batch {
  const { house, segmentId } = round;
  const { able, bare } = house.derived.managed.of(segmentId);
  const ranks = hasFunds(round) ? [able, bare] : [able];
  const waiting = ranks.reduce((sum, { size }) => sum + size, 0);
  const segment = mustGet(house.state.segments, segmentId);
  const accountIds: number[] = [];
  for (const { accountId } of inTurn(round, ranks, waiting)) {
    if (!house.derived.work.take(segment, "closeOut", unitsOf(round, accountId))) break;
    accountIds.push(accountId);
  }
  return { accountIds, isOverfull: accountIds.length < waiting };
}

/** Those whom laps serve, by shortfall; then one by shortfall, one by waiting; all of them, by shortfall, if there is room. */
function* inTurn(round: Round, ranks: readonly Ranks[], waiting: number): IterableIterator<ManagedRow> {
  const { managedPerBlock } = mustGet(round.house.state.segments, round.segmentId).parameters.clearing;
  const served = servedRows(round, ranks);
  yield* [...served].sort(byShortfall).slice(0, managedPerBlock);
  const places = managedPerBlock - served.size;
  const others = waiting - served.size;
  const taken = new Set(served);
  const taking = function* (rows: Iterable<ManagedRow>, count: number) {
    let left = count;
    for (const row of rows) {
      if (left <= 0) return;
      if (taken.has(row)) continue;
      taken.add(row);
      left -= 1;
      yield row;
    }
  };
  if (others <= places && fitsAll(round, ranks)) {
    yield* taking(merged(ranks, "byShortfall"), others);
    return;
  }
  // In turn, so that whichever limit ends the batch, half of it is of either.
  const [short, long] = [taking(merged(ranks, "byShortfall"), places), taking(merged(ranks, "byWaiting"), places)];
  for (let place = 0; place < places; place += 1) {
    const next = (place % 2 === 0 ? short : long).next();
    if (next.done) return;
    yield next.value;
  }
}

/** Whether the block has work for all of them. Work: as many as it has work for. */
function fitsAll(round: Round, ranks: readonly Ranks[]): boolean {
  const { derived, state } = round.house;
  let left = derived.work.roomFor(mustGet(state.segments, round.segmentId), "closeOut");
  for (const { accountId } of merged(ranks, "byShortfall")) {
    if (left <= 0) return false;
    left -= unitsOf(round, accountId);
  }
  return true;
}

/** Rows of the ranks whom laps of the segment serve. */
function servedRows(round: Round, ranks: readonly Ranks[]): Set<ManagedRow> {
  const { derived, state } = round.house;
  const rows = new Set<ManagedRow>();
  for (const sequence of servedSequences(round)) {
    const accountId = derived.managed.accountOf(sequence);
    const row = accountId === undefined ? undefined : state.managed.get(accountId);
    if (row !== undefined && ranks.some((rank) => rank.has(row))) rows.add(row);
  }
  return rows;
}

/** The rows of all ranks in one order. */
function* merged(ranks: readonly Ranks[], order: "byShortfall" | "byWaiting"): IterableIterator<ManagedRow> {
  const compare = order === "byShortfall" ? byShortfall : byWaiting;
  const readers = ranks.map((rank) => rank[order][Symbol.iterator]());
  const heads = readers.map((reader) => reader.next().value as ManagedRow | undefined);
  for (;;) {
    let least = -1;
    for (const [index, head] of heads.entries())
      if (head !== undefined && (least < 0 || compare(head, heads[least]!) < 0)) least = index;
    if (least < 0) return;
    yield heads[least]!;
    heads[least] = readers[least]!.next().value as ManagedRow | undefined;
  }
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

/** Margins that a search of a slice works out at most for each side: the least that cures, the most that is carried. */
const SEARCH_MARGINS = 2 * (PARTS_BITS + 1);
/** A margin costs about as much as a row at this many positions, and an eighth of that at none. */
const POSITIONS_A_ROW = 64;

const marginUnits = (positions: number): number => (positions + POSITIONS_A_ROW / 8) / POSITIONS_A_ROW;

/** Rows that any turn may write: what the account is short of, its loss against the segment, what is drawn, that it was tried. */
const TURN_ROWS = 6;

/** What working on an account costs at most: crossings, a search with every taker, and the passages. */
function unitsOf(round: Round, accountId: number): number {
  const own = accountOf(round, accountId).positions.length;
  const crossings = 2 * own * marginUnits(own);
  let searches = 0;
  for (const id of round.backstopIds)
    searches += SEARCH_MARGINS * (marginUnits(own) + marginUnits(own + accountOf(round, id).positions.length));
  return Math.ceil(crossings + searches + own) + TURN_ROWS;
}

export const evolveAccountTried: Evolve<"AccountTried"> = (state, { accountId, equityAtoms, maintenanceAtoms }) => {
  const { height } = houseOf(state);
  state.managed.put({ ...mustGet(state.managed, accountId), equityAtoms, maintenanceAtoms, triedHeight: height });
};

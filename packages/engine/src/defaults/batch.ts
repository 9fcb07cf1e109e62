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

/** Those whom laps serve, by shortfall; then half by shortfall, half by waiting; all of them, by shortfall, if there is room. */
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
  const first = others <= places ? others : Math.ceil(places / 2);
  yield* taking(merged(ranks, "byShortfall"), first);
  yield* taking(merged(ranks, "byWaiting"), places - first);
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

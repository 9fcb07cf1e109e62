/**
 * Managed accounts in the orders in which blocks come to them (LIQ-044, LIQ-046, LIQ-056), kept as rows change: a block reads
 * the first of many and looks at no others.
 *
 * @module
 */
import { type AccountRow, AccountStatus, type ManagedRow } from "@novate/codec";
import { SortedSet } from "@novate/stdx";
import type { State } from "../state/state.ts";

/** Untried before tried, earlier tried before later, then the greatest shortfall of equity, then in order of coming in. */
export function byShortfall(left: ManagedRow, right: ManagedRow): number {
  if (left.triedHeight !== right.triedHeight) return left.triedHeight - right.triedHeight;
  const [leftShort, rightShort] = [shortfallOf(left), shortfallOf(right)];
  return leftShort === rightShort ? left.sequence - right.sequence : leftShort > rightShort ? -1 : 1;
}

const shortfallOf = ({ equityAtoms, maintenanceAtoms }: ManagedRow): bigint => maintenanceAtoms - equityAtoms;

/** Who came in or was tried longest ago. */
export function byWaiting(left: ManagedRow, right: ManagedRow): number {
  const since = (row: ManagedRow) => Math.max(row.openedHeight, row.triedHeight);
  return since(left) - since(right) || left.sequence - right.sequence;
}

/** Accounts of one segment, in both orders. */
export class Ranks {
  readonly byShortfall = new SortedSet<ManagedRow>(byShortfall);
  readonly byWaiting = new SortedSet<ManagedRow>(byWaiting);

  get size(): number {
    return this.byShortfall.size;
  }

  has(row: ManagedRow): boolean {
    return this.byWaiting.has(row);
  }

  add(row: ManagedRow): void {
    this.byShortfall.add(row);
    this.byWaiting.add(row);
  }

  delete(row: ManagedRow): void {
    this.byShortfall.delete(row);
    this.byWaiting.delete(row);
  }
}

/** Those with means, and those that have nothing left but a loss that nothing paid. */
interface Queue {
  readonly able: Ranks;
  readonly bare: Ranks;
}

interface Place {
  readonly row: ManagedRow;
  readonly ranks: Ranks;
}

export class ManagedQueue {
  readonly #state: State;
  readonly #queues = new Map<number, Queue>();
  readonly #places = new Map<number, Place>();
  readonly #accountOf = new Map<number, number>();

  constructor(state: State) {
    this.#state = state;
    state.managed.observe((before, after) => {
      const { accountId, sequence } = (after ?? before)!; // a change has at least one side
      if (after === undefined) this.#accountOf.delete(sequence);
      else this.#accountOf.set(sequence, accountId);
      this.#move(accountId, after);
    });
    state.accounts.observe((_, after) => {
      if (after?.status !== AccountStatus.managed) return;
      const row = this.#places.get(after.accountId)?.row;
      if (row !== undefined) this.#move(after.accountId, row);
    });
  }

  /** The segment's accounts with means, and those without. */
  of(segmentId: number): Queue {
    let queue = this.#queues.get(segmentId);
    if (queue === undefined) {
      queue = { able: new Ranks(), bare: new Ranks() };
      this.#queues.set(segmentId, queue);
    }
    return queue;
  }

  /** The managed account with this place in the queue. */
  accountOf(sequence: number): number | undefined {
    return this.#accountOf.get(sequence);
  }

  #move(accountId: number, row: ManagedRow | undefined): void {
    const place = this.#places.get(accountId);
    const ranks = row === undefined ? undefined : this.#ranksOf(row);
    if (place?.row === row && place?.ranks === ranks) return;
    place?.ranks.delete(place.row);
    this.#places.delete(accountId);
    if (row === undefined || ranks === undefined) return;
    ranks.add(row);
    this.#places.set(accountId, { row, ranks });
  }

  #ranksOf(row: ManagedRow): Ranks | undefined {
    const account = this.#state.accounts.get(row.accountId);
    const segment = account && this.#state.segments.get(account.segmentId);
    if (account === undefined || segment === undefined) return undefined;
    const { able, bare } = this.of(account.segmentId);
    return isBare(account, row, segment.settlementAssetId) ? bare : able;
  }
}

/** Nothing is left but settlement cash that is owed, and all of it is recorded as uncovered: no price can change that. */
const isBare = (
  { positions, balances }: AccountRow,
  { uncoveredAtoms }: ManagedRow,
  settlementAssetId: number,
): boolean =>
  positions.length === 0 &&
  balances.every(({ assetId, amountAtoms }) => assetId === settlementAssetId && amountAtoms === -uncoveredAtoms) &&
  (balances.length > 0 || uncoveredAtoms === 0n);

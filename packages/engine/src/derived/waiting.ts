/**
 * Who waits to withdraw what: per segment and asset the accounts by id, with their withdrawals and what these still want.
 *
 * @module
 */
import type { OutboxRow } from "@novate/codec";
import { SortedSet } from "@novate/stdx";
import { queueKey } from "../state/keys.ts";

const ascending = (left: number, right: number): number => left - right;

class Waiter {
  readonly withdrawals = new SortedSet<number>(ascending);
  atoms = 0n;
}

export class Queue {
  readonly segmentId: number;
  readonly assetId: number;
  readonly #accountIds = new SortedSet<number>(ascending);
  readonly #waiters = new Map<number, Waiter>();
  readonly #byOwner = new Map<string, SortedSet<number>>();

  constructor(segmentId: number, assetId: number) {
    this.segmentId = segmentId;
    this.assetId = assetId;
  }

  get accounts(): number {
    return this.#waiters.size;
  }

  get owners(): number {
    return this.#byOwner.size;
  }

  /** The next account by id, or undefined after the last. */
  accountAfter(accountId: number): number | undefined {
    return this.#accountIds.above(accountId);
  }

  /** The account's oldest withdrawals, `most` of them. */
  withdrawalsOf(accountId: number, most: number): number[] {
    return [...(this.#waiters.get(accountId)?.withdrawals ?? [])].slice(0, most);
  }

  /** What the account's withdrawals have still to be granted. */
  atomsOf(accountId: number): bigint {
    return this.#waiters.get(accountId)?.atoms ?? 0n;
  }

  /** Whether none of the owner's waiting accounts has a lower id: one of them has the owner's part of the small lane. */
  isFirstOfOwner(accountId: number, owner: string): boolean {
    return this.#byOwner.get(owner)?.above(0) === accountId;
  }

  follow(
    accountId: number,
    owner: string,
    withdrawalId: number,
    wasAtoms: bigint | null,
    isAtoms: bigint | null,
  ): void {
    let waiter = this.#waiters.get(accountId);
    if (waiter === undefined) {
      waiter = new Waiter();
      this.#waiters.set(accountId, waiter);
      this.#accountIds.add(accountId);
      const siblings = this.#byOwner.get(owner) ?? new SortedSet<number>(ascending);
      siblings.add(accountId);
      this.#byOwner.set(owner, siblings);
    }
    waiter.atoms += (isAtoms ?? 0n) - (wasAtoms ?? 0n);
    if (isAtoms !== null) waiter.withdrawals.add(withdrawalId);
    else waiter.withdrawals.delete(withdrawalId);
    if (waiter.withdrawals.size > 0) return;
    this.#waiters.delete(accountId);
    this.#accountIds.delete(accountId);
    const siblings = this.#byOwner.get(owner)!; // it joined them with its first
    siblings.delete(accountId);
    if (siblings.size === 0) this.#byOwner.delete(owner);
  }
}

export class Waiting {
  readonly #queues = new Map<string, Queue>();

  /** `segmentId` and `owner`, its {@link ownerId}, are the account's. */
  follow(before: OutboxRow | undefined, after: OutboxRow | undefined, segmentId: number, owner: string): void {
    const [was, is] = [waitingAtoms(before), waitingAtoms(after)];
    if (was === null && is === null) return;
    const { withdrawalId, accountId, assetId } = (after ?? before)!; // one of them waits
    const key = queueKey(segmentId, assetId);
    const queue = this.#queues.get(key) ?? new Queue(segmentId, assetId);
    this.#queues.set(key, queue);
    queue.follow(accountId, owner, withdrawalId, was, is);
    if (queue.accounts === 0) this.#queues.delete(key);
  }

  of(segmentId: number, assetId: number): Queue | undefined {
    return this.#queues.get(queueKey(segmentId, assetId));
  }

  /** By segment, then by asset. */
  queues(): Queue[] {
    return [...this.#queues.values()].sort(
      (left, right) => left.segmentId - right.segmentId || left.assetId - right.assetId,
    );
  }
}

/** What a withdrawal has still to be granted; null of one that does not wait. */
const waitingAtoms = (row: OutboxRow | undefined): bigint | null =>
  row === undefined || row.payment !== null ? null : row.amountAtoms - row.grantedAtoms;

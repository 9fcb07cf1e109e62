/**
 * Those who wait for one asset of one segment: accounts by id, their withdrawals, and what these still want.
 *
 * @module
 */
import { SortedSet } from "@novate/stdx";

const ascending = (left: number, right: number): number => left - right;

class Waiter {
  readonly withdrawals = new SortedSet<number>(ascending);
  atoms = 0n;
}

export class WaitingQueue {
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

  has(accountId: number): boolean {
    return this.#waiters.has(accountId);
  }

  /** The next account by id, or undefined after the last. */
  accountAfter(accountId: number): number | undefined {
    return this.#accountIds.above(accountId);
  }

  /** The account's oldest withdrawals, `most` of them. */
  withdrawalsOf(accountId: number, most: number): number[] {
    return [...(this.#waiters.get(accountId)?.withdrawals ?? [])].slice(0, most);
  }

  /** What the account's withdrawals have still to be granted, and how many they are. */
  sumsOf(accountId: number): { readonly atoms: bigint; readonly withdrawals: number } {
    const waiter = this.#waiters.get(accountId);
    return { atoms: waiter?.atoms ?? 0n, withdrawals: waiter?.withdrawals.size ?? 0 };
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
    if (waiter.withdrawals.size === 0) this.drop(accountId, owner);
  }

  /** The account waits no longer, for whatever it did; one that waits. Work: does not grow with its withdrawals. */
  drop(accountId: number, owner: string): void {
    this.#waiters.delete(accountId);
    this.#accountIds.delete(accountId);
    const siblings = this.#byOwner.get(owner)!; // it joined them with its first
    siblings.delete(accountId);
    if (siblings.size === 0) this.#byOwner.delete(owner);
  }
}

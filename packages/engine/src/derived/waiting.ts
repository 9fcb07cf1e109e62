/**
 * Who waits to withdraw what: a queue a segment and asset.
 *
 * @module
 */
import type { OutboxRow } from "@novate/codec";
import { queueKey } from "../state/keys.ts";
import { WaitingQueue } from "./waitingQueue.ts";

export class Waiting {
  readonly #queues = new Map<string, WaitingQueue>();
  readonly #queuesOf = new Map<number, Set<WaitingQueue>>();

  /** `segmentId` and `owner`, its {@link ownerId}, are the account's. */
  follow(before: OutboxRow | undefined, after: OutboxRow | undefined, segmentId: number, owner: string): void {
    const [was, is] = [waitingAtoms(before), waitingAtoms(after)];
    if (was === null && is === null) return;
    const { withdrawalId, accountId, assetId } = (after ?? before)!; // one of them waits
    const key = queueKey(segmentId, assetId);
    const queue = this.#queues.get(key) ?? new WaitingQueue(segmentId, assetId);
    this.#queues.set(key, queue);
    queue.follow(accountId, owner, withdrawalId, was, is);
    this.#note(queue, accountId);
  }

  /** An account's withdrawals that wait are void from now on. Work: the queues that it waits in. */
  drop(accountId: number, owner: string): void {
    for (const queue of [...(this.#queuesOf.get(accountId) ?? [])]) {
      queue.drop(accountId, owner);
      this.#note(queue, accountId);
    }
  }

  /** Keeps the queues that somebody waits in, and those of each account. */
  #note(queue: WaitingQueue, accountId: number): void {
    const { segmentId, assetId } = queue;
    if (queue.accounts === 0) this.#queues.delete(queueKey(segmentId, assetId));
    const own = this.#queuesOf.get(accountId) ?? new Set();
    if (queue.has(accountId)) this.#queuesOf.set(accountId, own.add(queue));
    else if (own.delete(queue) && own.size === 0) this.#queuesOf.delete(accountId);
  }

  of(segmentId: number, assetId: number): WaitingQueue | undefined {
    return this.#queues.get(queueKey(segmentId, assetId));
  }

  /** By segment, then by asset. */
  queues(): WaitingQueue[] {
    return [...this.#queues.values()].sort(
      (left, right) => left.segmentId - right.segmentId || left.assetId - right.assetId,
    );
  }
}

/** What a withdrawal has still to be granted; null of one that does not wait. */
const waitingAtoms = (row: OutboxRow | undefined): bigint | null =>
  row === undefined || row.payment !== null ? null : row.amountAtoms - row.grantedAtoms;

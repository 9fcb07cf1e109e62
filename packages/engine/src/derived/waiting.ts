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

  /** `segmentId` and `owner`, its {@link ownerId}, are the account's. */
  follow(before: OutboxRow | undefined, after: OutboxRow | undefined, segmentId: number, owner: string): void {
    const [was, is] = [waitingAtoms(before), waitingAtoms(after)];
    if (was === null && is === null) return;
    const { withdrawalId, accountId, assetId } = (after ?? before)!; // one of them waits
    const key = queueKey(segmentId, assetId);
    const queue = this.#queues.get(key) ?? new WaitingQueue(segmentId, assetId);
    this.#queues.set(key, queue);
    queue.follow(accountId, owner, withdrawalId, was, is);
    if (queue.accounts === 0) this.#queues.delete(key);
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

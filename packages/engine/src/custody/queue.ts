/**
 * The row of a queue: what waits to leave a segment, written as withdrawals come, are given to and go (WDR-034).
 *
 * @module
 */
import { type Atoms, atoms, ZERO_ATOMS } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { queueKey } from "../state/keys.ts";
import { mustGet, type WritableState } from "../state/state.ts";

/** A withdrawal joins: whoever rests looks again. */
export function joinQueue(state: WritableState, segmentId: number, assetId: number, amountAtoms: Atoms): void {
  const row = state.queues.get(queueKey(segmentId, assetId)) ?? {
    segmentId,
    assetId,
    waitingAtoms: ZERO_ATOMS,
    withdrawals: 0,
    cursor: 0,
    laneQuotaAtoms: ZERO_ATOMS,
    commonQuotaAtoms: ZERO_ATOMS,
    hasGiven: false,
    restsUntilMs: 0,
  };
  const waitingAtoms = atoms(row.waitingAtoms + amountAtoms);
  state.queues.put({ ...row, waitingAtoms, withdrawals: row.withdrawals + 1, restsUntilMs: 0 });
}

/** So much of what waits is granted, or taken back. */
export function lessWaiting(state: WritableState, segmentId: number, assetId: number, amountAtoms: Atoms): void {
  const row = mustGet(state.queues, queueKey(segmentId, assetId));
  state.queues.put({ ...row, waitingAtoms: atoms(row.waitingAtoms - amountAtoms) });
}

/** Withdrawals leave the queue; the last one ends it. */
export function leaveQueue(state: WritableState, segmentId: number, assetId: number, count = 1): void {
  const key = queueKey(segmentId, assetId);
  const row = mustGet(state.queues, key);
  if (row.withdrawals === count) state.queues.delete(key);
  else state.queues.put({ ...row, withdrawals: row.withdrawals - count });
}

export const evolveQueueTurned: Evolve<"QueueTurned"> = (state, { type: _, segmentId, assetId, ...turn }) =>
  state.queues.put({ ...mustGet(state.queues, queueKey(segmentId, assetId)), ...turn });

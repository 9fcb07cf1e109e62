/**
 * Accounts that leave, in the order in which blocks come to them: who was worked on longest ago first (LIQ-103).
 *
 * @module
 */
import type { LeavingRow } from "@novate/codec";
import { SortedSet } from "@novate/stdx";
import { mustGet, type State } from "../state/state.ts";

const byTurn = (left: LeavingRow, right: LeavingRow): number =>
  left.triedAtMs - right.triedAtMs || left.accountId - right.accountId;

export class Leavers {
  readonly #turns = new Map<number, SortedSet<LeavingRow>>();

  constructor(state: State) {
    state.leaving.observe((before, after) => {
      const { segmentId } = mustGet(state.accounts, (after ?? before)!.accountId); // a change has at least one side
      const turns = this.#turns.get(segmentId) ?? new SortedSet<LeavingRow>(byTurn);
      this.#turns.set(segmentId, turns);
      if (before !== undefined) turns.delete(before);
      if (after !== undefined) turns.add(after);
    });
  }

  /** The first `count` of a segment that were last worked on by `untilMs`. */
  next(segmentId: number, count: number, untilMs: number): number[] {
    const next: number[] = [];
    for (const { accountId, triedAtMs } of this.#turns.get(segmentId) ?? [])
      if (triedAtMs > untilMs || next.push(accountId) >= count) break;
    return next;
  }
}

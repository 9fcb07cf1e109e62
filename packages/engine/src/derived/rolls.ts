/**
 * Per segment, the accounts that default management asks for in every block: backstops, and who owes settlement cash.
 *
 * @module
 */
import { AccountRole, type AccountRow } from "@novate/codec";
import { balanceOf } from "../ledger/balances.ts";

export class Rolls {
  readonly #backstops = new Map<number, Set<number>>();
  readonly #debtors = new Map<number, Set<number>>();

  /** `settlementAssetId` is the one of the account's segment. */
  follow(before: AccountRow | undefined, after: AccountRow | undefined, settlementAssetId: number): void {
    if (after === undefined) return; // accounts are never closed
    const { accountId, segmentId, role } = after;
    if (before === undefined && role === AccountRole.backstop) entryOf(this.#backstops, segmentId).add(accountId);
    if (before?.balances === after.balances) return;
    const debtors = entryOf(this.#debtors, segmentId);
    if (balanceOf(after, settlementAssetId) < 0n) debtors.add(accountId);
    else debtors.delete(accountId);
  }

  /** Ids of the segment's backstop accounts, ascending. */
  backstopsOf(segmentId: number): number[] {
    return ascendingIds(this.#backstops.get(segmentId));
  }

  /** Ids of the segment's accounts whose settlement cash is below zero, ascending. */
  debtorsOf(segmentId: number): number[] {
    return ascendingIds(this.#debtors.get(segmentId));
  }
}

function entryOf(sets: Map<number, Set<number>>, segmentId: number): Set<number> {
  let set = sets.get(segmentId);
  if (set === undefined) {
    set = new Set();
    sets.set(segmentId, set);
  }
  return set;
}

const ascendingIds = (ids: ReadonlySet<number> | undefined): number[] =>
  [...(ids ?? [])].sort((left, right) => left - right);

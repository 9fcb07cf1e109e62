/**
 * The tree of each vault's outbox: what was released and is not proven to be paid; and what is, until it is forgotten.
 *
 * @module
 */
import { bytesToHex, type Hex, hexToBytes, MerkleTable, type OutboxRow } from "@novate/codec";
import { emptyRoot, TABLE_DEPTH } from "@novate/evm";
import { SortedSet } from "@novate/stdx";
import { indexOf, leafOf } from "../ledger/outboxLeaf.ts";

interface Outbox {
  readonly tree: MerkleTable;
  /** Leaves that the tree has not taken yet, by their place. */
  readonly changes: Map<number, Uint8Array | null>;
}

interface Paid {
  readonly height: number;
  readonly withdrawalId: number;
}

export class Outboxes {
  readonly #outboxes = new Map<number, Outbox>();
  readonly #paid = new SortedSet<Paid>(
    (left, right) => left.height - right.height || left.withdrawalId - right.withdrawalId,
  );

  /** Ids of each account's withdrawals that have a row. */
  readonly #own = new Map<number, Set<number>>();

  follow(before: OutboxRow | undefined, after: OutboxRow | undefined): void {
    if (before === undefined || after === undefined) this.#count((after ?? before)!, after !== undefined);
    const [was, is] = [before, after].map((row) => (row === undefined || row.paidHeight > 0 ? null : leafOf(row)));
    if (was !== is) {
      const row = (after ?? before)!; // one of them has a leaf
      this.#outbox(row.vaultId).changes.set(indexOf(row), is === null ? null : hexToBytes(is!));
    }
    if (before !== undefined && before.paidHeight > 0) this.#paid.delete(paidOf(before));
    if (after !== undefined && after.paidHeight > 0) this.#paid.add(paidOf(after));
  }

  /** An account's withdrawals, oldest first; 0: what was sent back. Work: those. */
  withdrawalsOf(accountId: number): number[] {
    return [...(this.#own.get(accountId) ?? [])].sort((left, right) => left - right);
  }

  #count({ accountId, withdrawalId }: OutboxRow, isThere: boolean): void {
    const own = this.#own.get(accountId) ?? new Set();
    if (isThere) this.#own.set(accountId, own.add(withdrawalId));
    else if (own.delete(withdrawalId) && own.size === 0) this.#own.delete(accountId);
  }

  /** Work: a hash for each branch above what changed since the last call. */
  rootOf(vaultId: number): Hex {
    const outbox = this.#outboxes.get(vaultId);
    if (outbox === undefined) return emptyRoot(TABLE_DEPTH);
    outbox.tree.setLeaves(outbox.changes);
    outbox.changes.clear();
    return bytesToHex(outbox.tree.root());
  }

  /** Withdrawals that were proven to be paid up to a block, the oldest first, `most` of them. */
  paidBy(height: number, most: number): number[] {
    const ids: number[] = [];
    for (const paid of this.#paid) {
      if (paid.height > height || ids.length === most) break;
      ids.push(paid.withdrawalId);
    }
    return ids;
  }

  #outbox(vaultId: number): Outbox {
    let outbox = this.#outboxes.get(vaultId);
    if (outbox === undefined) {
      outbox = { tree: new MerkleTable(), changes: new Map() };
      this.#outboxes.set(vaultId, outbox);
    }
    return outbox;
  }
}

const paidOf = ({ paidHeight, withdrawalId }: OutboxRow): Paid => ({ height: paidHeight, withdrawalId });

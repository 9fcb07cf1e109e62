/**
 * The state root: a Merkle tree a table over the hashes of its rows' bytes, and one root over the tables' roots.
 *
 * @module
 */
import {
  bytesToHex,
  commitTables,
  encode,
  type Field,
  type Hex,
  hashBytes,
  MerkleTable,
  type RowProof,
  type TableName,
  tables,
} from "@novate/codec";
import type { RowChange } from "../block/block.ts";
import { type State, tableNames } from "./state.ts";
import type { Key, Table } from "./table.ts";

/** The bytes of a row, which are all that the root commits to. */
export const encodeRow = (table: TableName, row: unknown): Uint8Array => encode(tables[table] as Field<unknown>, row);

export class Commitment {
  readonly #trees: readonly { readonly name: TableName; readonly tree: MerkleTable }[] = tableNames.map((name) => ({
    name,
    tree: new MerkleTable(),
  }));

  /** Takes the tables' changes since the last call into the trees; returns them as the store writes them. */
  take(state: State): RowChange[] {
    const changes: RowChange[] = [];
    for (const { name, tree } of this.#trees) {
      const leaves = new Map<number, Uint8Array | null>();
      for (const { slot, row } of state[name].takeChanges()) {
        const bytes = row === null ? null : encodeRow(name, row);
        leaves.set(slot, bytes === null ? null : hashBytes(bytes));
        changes.push({ table: name, slot, bytes });
      }
      if (leaves.size > 0) tree.setLeaves(leaves);
    }
    return changes;
  }

  /** Puts back the leaves of stored rows. */
  restore(rows: ReadonlyMap<TableName, ReadonlyMap<number, Uint8Array>>): void {
    for (const { name, tree } of this.#trees) {
      const leaves = new Map<number, Uint8Array>();
      for (const [slot, bytes] of rows.get(name) ?? []) leaves.set(slot, hashBytes(bytes));
      if (leaves.size > 0) tree.setLeaves(leaves);
    }
  }

  /** Every row in canonical order: by table, then by slot. */
  *rows(state: State): IterableIterator<{ table: TableName; slot: number; bytes: Uint8Array }> {
    for (const name of tableNames) {
      const rows: Table<unknown> = state[name];
      for (const [slot, row] of rows.slots()) yield { table: name, slot, bytes: encodeRow(name, row) };
    }
  }

  root(): Hex {
    return bytesToHex(commitTables(this.#trees.map(({ tree }) => tree.root())));
  }

  /** Proof that the committed state holds this row under this key, or undefined if it holds none. */
  prove(state: State, table: TableName, key: Key): RowProof | undefined {
    const rows: Table<unknown> = state[table];
    const row = rows.get(key);
    const slot = rows.slotOf(key);
    if (row === undefined || slot === undefined) return undefined;
    const index = tableNames.indexOf(table);
    return {
      table: index,
      slot,
      rowBytes: encodeRow(table, row),
      siblings: this.#trees[index]!.tree.prove(slot),
      tableSiblings: [],
    };
  }
}

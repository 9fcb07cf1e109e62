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
  proveRow,
  type RowProof,
  type TableName,
  tables,
} from "@novate/codec";
import type { RowChange } from "./rowChange.ts";
import { type State, tableNames } from "./state.ts";
import type { Key, Table } from "./table.ts";

/** The bytes of a row, which are all that the root commits to. */
const encodeRow = (table: TableName, row: unknown): Uint8Array => encode(tables[table] as Field<unknown>, row);

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

  /** Puts back leaves of a table's stored rows: the hashes of their bytes, by slot. */
  restore(table: TableName, leaves: ReadonlyMap<number, Uint8Array>): void {
    this.#trees[tableNames.indexOf(table)]!.tree.setLeaves(leaves);
  }

  /** Every row in canonical order: by table, then by slot. */
  *rows(state: State): IterableIterator<{ table: TableName; slot: number; bytes: Uint8Array }> {
    for (const name of tableNames) {
      for (const [slot, row] of tableOf(state, name).slots()) yield { table: name, slot, bytes: encodeRow(name, row) };
    }
  }

  root(): Hex {
    return bytesToHex(commitTables(this.#trees.map(({ tree }) => tree.root())));
  }

  /** The root of one table. */
  rootOf(table: TableName): Hex {
    return bytesToHex(this.#trees[tableNames.indexOf(table)]!.tree.root());
  }

  /** Proof that the committed state holds this row under this key, or undefined if it holds none. */
  prove(state: State, name: TableName, key: Key): RowProof | undefined {
    const rows = tableOf(state, name);
    const slot = rows.slotOf(key);
    if (slot === undefined) return undefined;
    const trees = this.#trees.map(({ tree }) => tree);
    return proveRow(trees, tableNames.indexOf(name), slot, encodeRow(name, rows.get(key)));
  }
}

/** A table whose rows' type does not matter: they are only encoded. */
const tableOf = (state: State, name: TableName): Table<unknown> => state[name] as unknown as Table<unknown>;

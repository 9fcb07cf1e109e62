/**
 * Stored rows on their way back to a state: each is decoded and hashed once, in canonical order, as it is read.
 *
 * @module
 */
import { decode, type Field, type Hex, hashBytes, type TableName, tables } from "@novate/codec";
import { Commitment } from "./commitment.ts";
import { createState, type State } from "./state.ts";
import type { Table } from "./table.ts";

/** One stored row: its table, its slot, its bytes. */
export interface StoredRow {
  readonly table: TableName;
  readonly slot: number;
  readonly bytes: Uint8Array;
}

/** Why stored rows are no state; nothing is ever computed with such rows. */
export interface RestoreFault {
  readonly ok: false;
  readonly code: "RowInvalid" | "RootMismatch" | "HouseMissing";
  readonly detail: string;
}

/** Few enough that a hash does not outlive its youth: the collector would copy each of them twice. */
const LEAVES_AT_ONCE = 4_096;

export class Restoration {
  readonly #state = createState();
  readonly #commitment = new Commitment();
  /** Leaves of one table on their way into its tree. */
  readonly #leaves = new Map<number, Uint8Array>();
  #table: TableName = "house";
  #fault: RestoreFault | null = null;

  /** Takes the next row; the first one that does not decode is the answer of {@link finish}. */
  add({ table, slot, bytes }: StoredRow): void {
    if (this.#fault !== null) return;
    const decoded = decode(tables[table] as Field<unknown>, bytes);
    if (!decoded.ok) {
      this.#fault = { ok: false, code: "RowInvalid", detail: `${table} slot ${slot}: ${decoded.error.message}` };
      return;
    }
    (this.#state[table] as Table<unknown>).restore(slot, decoded.value);
    if (table !== this.#table || this.#leaves.size === LEAVES_AT_ONCE) this.#plant();
    this.#table = table;
    this.#leaves.set(slot, hashBytes(bytes));
  }

  /** Puts the leaves at hand into their tree. */
  #plant(): void {
    this.#commitment.restore(this.#table, this.#leaves);
    this.#leaves.clear();
  }

  /** The state, if its root is `expectedRoot`. */
  finish(
    expectedRoot: Hex,
  ): { readonly ok: true; readonly state: State; readonly commitment: Commitment } | RestoreFault {
    if (this.#fault !== null) return this.#fault;
    if (this.#state.house.size !== 1)
      return { ok: false, code: "HouseMissing", detail: "the store holds no house row" };
    this.#plant();
    const root = this.#commitment.root();
    if (root !== expectedRoot)
      return { ok: false, code: "RootMismatch", detail: `rows give ${root}, the block says ${expectedRoot}` };
    return { ok: true, state: this.#state, commitment: this.#commitment };
  }
}

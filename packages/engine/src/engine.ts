/**
 * The clearing state machine as its drivers see it: blocks in, events, changed rows and a root out.
 *
 * @module
 */
import { decode, type Event, type Field, type Hex, type RowProof, type TableName, tables } from "@novate/codec";
import { applyBlock } from "./block/apply.ts";
import type { Block, BlockResult } from "./block/block.ts";
import { evolve } from "./command/evolve.ts";
import type { Genesis } from "./governance/genesis.ts";
import { createGenesisEvents } from "./governance/genesis.ts";
import { House } from "./house.ts";
import { Commitment } from "./state/commitment.ts";
import { createState, houseOf, type StateView, tableNames } from "./state/state.ts";
import type { Key, Table } from "./state/table.ts";

/** One stored row: its table, its slot, its bytes. */
export interface StoredRow {
  readonly table: TableName;
  readonly slot: number;
  readonly bytes: Uint8Array;
}

export type Restored =
  | { readonly ok: true; readonly engine: Engine }
  | { readonly ok: false; readonly code: "RowInvalid" | "RootMismatch" | "HouseMissing"; readonly detail: string };

export class Engine {
  readonly #house: House;
  readonly #commitment: Commitment;
  #root: Hex;

  private constructor(house: House, commitment: Commitment) {
    this.#house = house;
    this.#commitment = commitment;
    this.#root = commitment.root();
  }

  /** A new house at height 0. The result's rows must be stored before the first block. */
  static create(genesis: Genesis): { readonly engine: Engine; readonly result: BlockResult } {
    const house = new House(evolve);
    house.emitAll(createGenesisEvents(genesis));
    house.derived.holdings.assertConserved();
    const commitment = new Commitment();
    const changes = commitment.take(house.state);
    const engine = new Engine(house, commitment);
    const result = {
      height: 0,
      timeMs: genesis.timeMs,
      stateRoot: engine.#root,
      receipts: [],
      events: house.takeEvents(),
      changes,
    };
    return { engine, result };
  }

  /**
   * The house as stored rows had it; everything derived is built anew.
   *
   * Refused by name if a row does not decode or the root is not `expectedRoot`: nothing is ever computed with such rows.
   */
  static restore(rows: Iterable<StoredRow>, expectedRoot: Hex): Restored {
    const state = createState();
    const stored = new Map<TableName, Map<number, Uint8Array>>(tableNames.map((name) => [name, new Map()]));
    for (const { table, slot, bytes } of rows) {
      const decoded = decode(tables[table] as Field<unknown>, bytes);
      if (!decoded.ok)
        return { ok: false, code: "RowInvalid", detail: `${table} slot ${slot}: ${decoded.error.message}` };
      (state[table] as Table<unknown>).restore(slot, decoded.value);
      stored.get(table)!.set(slot, bytes);
    }
    if (state.house.size !== 1) return { ok: false, code: "HouseMissing", detail: "the store holds no house row" };
    const commitment = new Commitment();
    commitment.restore(stored);
    const root = commitment.root();
    if (root !== expectedRoot)
      return { ok: false, code: "RootMismatch", detail: `rows give ${root}, the block says ${expectedRoot}` };
    return { ok: true, engine: new Engine(new House(evolve, state), commitment) };
  }

  /** The house that a whole log of events makes, from height 0 on: state changes through events alone. */
  static replay(events: Iterable<Event>): Engine {
    const state = createState();
    for (const event of events) evolve(state, event);
    const commitment = new Commitment();
    commitment.take(state);
    return new Engine(new House(evolve, state), commitment);
  }

  /** Applies the next block. Never throws for any transactions; an assertion that fails is a bug and stops the node. */
  apply(block: Block): BlockResult {
    const house = this.#house;
    const receipts = applyBlock(house, block);
    const changes = this.#commitment.take(house.state);
    this.#root = this.#commitment.root();
    const events: readonly Event[] = house.takeEvents();
    return { height: block.height, timeMs: block.timeMs, stateRoot: this.#root, receipts, events, changes };
  }

  /** The committed state, read-only. */
  get state(): StateView {
    return this.#house.state;
  }

  /** Prices of risk, indexes and sums beside the state; for queries. */
  get house(): Pick<House, "derived" | "margin"> {
    return this.#house;
  }

  get height(): number {
    return houseOf(this.#house.state).height;
  }

  get stateRoot(): Hex {
    return this.#root;
  }

  /** Proof of a row against {@link stateRoot}; undefined if there is no such row. */
  prove(table: TableName, key: Key): RowProof | undefined {
    return this.#commitment.prove(this.#house.state, table, key);
  }

  /** Every row in canonical order, for snapshots. */
  *rows(): IterableIterator<StoredRow> {
    yield* this.#commitment.rows(this.#house.state);
  }
}

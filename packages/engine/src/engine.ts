/**
 * The clearing state machine as its drivers see it: blocks in, events, changed rows and a root out.
 *
 * @module
 */
import type { Event, Hex, HouseId, RowProof, TableName } from "@novate/codec";
import { applyBlock } from "./block/apply.ts";
import type { Block, BlockResult } from "./command/block.ts";
import type { MarginPass } from "./command/margin.ts";
import type { Genesis } from "./governance/genesis.ts";
import { createGenesisEvents } from "./governance/genesis.ts";
import { WorkingHouse } from "./house.ts";
import { evolve } from "./registry/evolve.ts";
import { Commitment } from "./state/commitment.ts";
import { Restoration, type RestoreFault, type StoredRow } from "./state/restoration.ts";
import { createState, houseOf, type StateView } from "./state/state.ts";
import type { Key } from "./state/table.ts";

export type Restored = { readonly ok: true; readonly engine: Engine } | RestoreFault;

export class Engine {
  readonly #house: WorkingHouse;
  readonly #commitment: Commitment;
  #root: Hex;

  private constructor(house: WorkingHouse, commitment: Commitment) {
    this.#house = house;
    this.#commitment = commitment;
    this.#root = commitment.root();
  }

  /**
   * A new house at height 0. The result's rows must be stored before the first block.
   *
   * `pass`, here and below: how the driver margins many accounts at once; in TypeScript if absent.
   */
  static create(genesis: Genesis, pass?: MarginPass): { readonly engine: Engine; readonly result: BlockResult } {
    const house = new WorkingHouse(createState(), pass);
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

  /** The house as stored rows had it; everything derived is built anew. Refused by name: see {@link RestoreFault}. */
  static restore(rows: Iterable<StoredRow>, expectedRoot: Hex, pass?: MarginPass): Restored {
    const restoration = new Restoration();
    for (const row of rows) restoration.add(row);
    return Engine.restored(restoration, expectedRoot, pass);
  }

  /** {@link restore} of rows that came one by one. */
  static restored(restoration: Restoration, expectedRoot: Hex, pass?: MarginPass): Restored {
    const result = restoration.finish(expectedRoot);
    if (!result.ok) return result;
    return { ok: true, engine: new Engine(new WorkingHouse(result.state, pass), result.commitment) };
  }

  /** The house that a whole log of events makes, from height 0 on: state changes through events alone. */
  static replay(events: Iterable<Event>): Engine {
    const state = createState();
    for (const event of events) evolve(state, event);
    const commitment = new Commitment();
    commitment.take(state);
    return new Engine(new WorkingHouse(state), commitment);
  }

  /** Applies the next block. Never throws for any transactions; an assertion that fails is a bug and stops the node. */
  apply(block: Block): BlockResult {
    const house = this.#house;
    const receipts = applyBlock(house, block, this.#root);
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
  get house(): Pick<WorkingHouse, "derived" | "margin"> {
    return this.#house;
  }

  /** Whom signatures must be for: what the genesis hashed to. */
  get houseId(): HouseId {
    return houseOf(this.#house.state).house;
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

  /** Rows of a table from a slot on; a row keeps its slot while it stands. */
  slotsFrom(table: TableName, first: number): IterableIterator<[slot: number, row: unknown]> {
    return this.#house.state[table].slotsFrom(first);
  }

  /** Every row in canonical order, for snapshots. */
  *rows(): IterableIterator<StoredRow> {
    yield* this.#commitment.rows(this.#house.state);
  }
}

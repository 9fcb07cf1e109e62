/**
 * A house without a commitment, for whoever plays many blocks and reads few roots; and its copies, each with a future of its own.
 *
 * @module
 */
import type { Event, Hex } from "@novate/codec";
import { applyBlock } from "../block/apply.ts";
import type { Block, Receipt } from "../command/block.ts";
import { createGenesisEvents, type Genesis } from "../governance/genesis.ts";
import { WorkingHouse } from "../house.ts";
import { Commitment } from "../state/commitment.ts";
import { createState, houseOf, type State, type StateView, tableNames } from "../state/state.ts";
import type { Table } from "../state/table.ts";
import { NO_ROOT } from "./runBlock.ts";

export class UncommittedHouse {
  readonly #house: WorkingHouse;

  private constructor(house: WorkingHouse) {
    this.#house = house;
  }

  static create(genesis: Genesis): UncommittedHouse {
    const house = new WorkingHouse();
    house.emitAll(createGenesisEvents(genesis));
    house.takeEvents();
    return new UncommittedHouse(house);
  }

  apply(block: Block): { readonly receipts: readonly Receipt[]; readonly events: readonly Event[] } {
    return { receipts: applyBlock(this.#house, block, NO_ROOT), events: this.#house.takeEvents() };
  }

  get state(): StateView {
    return this.#house.state;
  }

  get house(): Pick<WorkingHouse, "derived" | "margin"> {
    return this.#house;
  }

  get height(): number {
    return houseOf(this.#house.state).height;
  }

  /** The same rows, which nobody changes, in tables of their own; everything derived is built anew, as after a restart. */
  fork(): UncommittedHouse {
    return new UncommittedHouse(new WorkingHouse(copyOf(this.#house.state)));
  }

  /** The state root, from all rows: work of a restart. */
  root(): Hex {
    const commitment = new Commitment();
    const state = copyOf(this.#house.state);
    for (const name of tableNames) for (const row of state[name].values()) (state[name] as Table<unknown>).put(row);
    commitment.take(state);
    return commitment.root();
  }
}

function copyOf(state: State): State {
  const copy = createState();
  for (const name of tableNames)
    for (const [slot, row] of state[name].slots()) (copy[name] as Table<unknown>).restore(slot, row);
  return copy;
}

/**
 * The house at work: its state, what is derived from it, and the one way to change it.
 *
 * @module
 */
import type { Event } from "@novate/codec";
import { Derived } from "./derived/derived.ts";
import { MarginDesk } from "./margin/desk.ts";
import { WatchList } from "./margin/watchList.ts";
import { createState, type State } from "./state/state.ts";

export class House {
  readonly state: State;
  /** Numbers that follow the rows and are never committed. */
  readonly derived: Derived;
  readonly margin: MarginDesk;
  /** Which accounts the margin of a block must be worked out for. */
  readonly watchList: WatchList;
  readonly #evolve: (state: State, event: Event) => void;
  #events: Event[] = [];

  /** `evolve` is the table of all modules (command/evolve.ts), which all know the house: so it is handed in. */
  constructor(evolve: (state: State, event: Event) => void, state: State = createState()) {
    this.#evolve = evolve;
    this.state = state;
    this.derived = new Derived(state);
    this.margin = new MarginDesk(state, this.derived.owners);
    this.watchList = new WatchList(state, this.derived, this.margin);
  }

  /** Writes the event to the state and to the log of the block. */
  emit(event: Event): void {
    this.#evolve(this.state, event);
    this.margin.follow(event);
    this.#events.push(event);
  }

  emitAll(events: readonly Event[]): void {
    for (const event of events) this.emit(event);
  }

  /** How many events the block has so far. */
  get eventCount(): number {
    return this.#events.length;
  }

  /** The block's events, once. */
  takeEvents(): Event[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}

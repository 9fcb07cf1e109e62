/**
 * The house at work: {@link House} assembled from its parts.
 *
 * @module
 */
import type { Event } from "@novate/codec";
import type { House } from "./command/house.ts";
import type { MarginPass } from "./command/margin.ts";
import { Derived } from "./derived/derived.ts";
import { MarginDesk } from "./margin/desk/marginDesk.ts";
import { plainPass } from "./margin/watch/plainPass.ts";
import { WatchList } from "./margin/watch/watchList.ts";
import { evolve } from "./registry/evolve.ts";
import { createState, type State } from "./state/state.ts";

export class WorkingHouse implements House {
  readonly state: State;
  readonly derived: Derived;
  readonly margin: MarginDesk;
  readonly watchList: WatchList;
  #events: Event[] = [];

  /** `pass` margins many accounts at once; whichever it is, the house does the same. */
  constructor(state: State = createState(), pass: MarginPass = plainPass) {
    this.state = state;
    this.derived = new Derived(state);
    this.margin = MarginDesk.following(state, this.derived);
    this.watchList = new WatchList(state, this.derived, this.margin, pass);
  }

  emit(event: Event): void {
    evolve(this.state, event);
    this.#events.push(event);
  }

  emitAll(events: readonly Event[]): void {
    for (const event of events) this.emit(event);
  }

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

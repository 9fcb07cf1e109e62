/**
 * The house as the phases of a block work on it: its state, what is derived from it, and the one way to change it.
 *
 * @module
 */
import type { Event } from "@novate/codec";
import type { Derived } from "../derived/derived.ts";
import type { State } from "../state/state.ts";
import type { Margin, MarginWatch } from "./margin.ts";

export interface House {
  readonly state: State;
  /** Numbers that follow the rows and are never committed. */
  readonly derived: Derived;
  readonly margin: Margin;
  readonly watchList: MarginWatch;
  /** How many events the block has so far. */
  readonly eventCount: number;
  /** Writes the event to the state and to the log of the block. */
  emit(event: Event): void;
  emitAll(events: readonly Event[]): void;
}

/**
 * The shape of what an event does to the state.
 *
 * @module
 */
import type { EventOf, EventType } from "@novate/codec";
import type { WritableState } from "../state/state.ts";

/** Writes what the event says; it cannot refuse. */
export type Evolve<T extends EventType> = (state: WritableState, event: EventOf<T>) => void;
export type Evolvers<T extends EventType> = { readonly [K in T]: Evolve<K> };

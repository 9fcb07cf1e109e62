/**
 * The shape of an entry: one kind of event, judged against the twin and then written into it.
 *
 * @module
 */
import type { EventOf, EventType } from "@novate/codec";
import type { Ledger } from "../ledger.ts";

export type Entry<T extends EventType> = (ledger: Ledger, event: EventOf<T>) => void;
export type Entries<T extends EventType> = { readonly [K in T]: Entry<K> };

/**
 * The JSON form of the codec's values, to the compiler: read-only, and each bigint a decimal string.
 *
 * @module
 */
import type { Event, EventType, JsonOf, RowOf, TableName } from "@novate/codec";

export type { JsonOf };

/** An event, told apart by its `type`; of one type if named. */
export type EventJson<T extends EventType = EventType> = JsonOf<Extract<Event, { readonly type: T }>>;

/** A row of a committed table; of any table unless one is named. */
export type RowJson<T extends TableName = TableName> = { readonly [K in T]: JsonOf<RowOf<K>> }[T];

/**
 * The JSON form of the codec's values, to the compiler: read-only, and each bigint a decimal string.
 *
 * @module
 */
import type { Event, EventType, RowOf, TableName } from "@novate/codec";

/** What `toJson` of the codec makes of a `T`. A type that is JSON already only becomes read-only. */
export type JsonOf<T> = T extends bigint
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Element)[]
      ? readonly JsonOf<Element>[]
      : unknown extends T
        ? T
        : { readonly [K in keyof T]: JsonOf<T[K]> };

/** An event, told apart by its `type`; of one type if named. */
export type EventJson<T extends EventType = EventType> = JsonOf<Extract<Event, { readonly type: T }>>;

/** A row of a committed table; of any table unless one is named. */
export type RowJson<T extends TableName = TableName> = { readonly [K in T]: JsonOf<RowOf<K>> }[T];

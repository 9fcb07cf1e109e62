/**
 * What a field is: one definition that drives SSZ bytes, JSON and EIP-712 alike.
 *
 * @module
 */
import type { ValueType } from "./valueType.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The one JSON form of every value of `T`. */
export interface JsonForm<T> {
  toJson(value: T): Json;
  /** Throws {@link CodecError} naming the field at `path` and what is wrong with it. */
  fromJson(json: unknown, path: string): T;
  /** The JSON form as JSON Schema; every struct inside is defined by its name and referred to. */
  jsonSchema(define: Define): JsonSchema;
}

/** Codes values of `T`. Every value has exactly one byte string and one JSON form. */
export interface Field<T> extends JsonForm<T> {
  /** The SSZ form. Writing a value outside the field's range is a bug and asserts. */
  readonly ssz: ValueType<T>;
  readonly eip712: Eip712Form<T>;
}

/** A JSON Schema, for documents that describe an API. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Names a schema once and answers with a reference to it; `body` is asked only the first time. */
export type Define = (name: string, body: () => JsonSchema) => JsonSchema;

/** How a field appears in EIP-712 structured data. */
export interface Eip712Form<T> {
  /** Its type as it stands in an `encodeType` string, such as `int64` or `Order[]`. */
  readonly type: string;
  /** The struct that `type` names, if it names one. */
  readonly struct?: Eip712Struct;
  /** What `type` does not say of the value's form: the variants of a union, which EIP-712 sees as 32 bytes. */
  readonly layout?: string;
  /** Its 32 bytes of `encodeData`. */
  word(value: T): Uint8Array;
  /** Its value in the message of `eth_signTypedData_v4`. */
  message(value: T): Json;
}

/** A struct as `encodeType` lists it. */
export interface Eip712Struct {
  readonly name: string;
  readonly members: readonly ({ readonly name: string } & Pick<Eip712Form<never>, "type" | "struct" | "layout">)[];
}

/** The values that a field codes: `type Order = ValueOf<typeof order>`. */
export type ValueOf<F> = F extends Field<infer T> ? T : never;

/** What `toJson` makes of a `T`: large numbers become decimal strings. A type that is JSON already only becomes read-only. */
export type JsonOf<T> = T extends bigint
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Element)[]
      ? readonly JsonOf<Element>[]
      : unknown extends T
        ? T
        : { readonly [K in keyof T]: JsonOf<T[K]> };

/**
 * What a field is: one definition that drives SSZ bytes, JSON and EIP-712 alike.
 *
 * @module
 */
import type { CodecError } from "./codecError.ts";
import type { ValueType } from "./valueType.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The one JSON form of every value of `T`. */
export interface JsonForm<T> {
  toJson(value: T): Json;
  /**
   * Throws {@link CodecError} naming the field at `path` and what is wrong with it. With `faults`, whoever holds other fields
   * adds that there and goes on (see `gathering`); what it returns is a value only if none was added.
   */
  fromJson(json: unknown, path: string, faults?: CodecError[]): T;
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
  /** Its type as it stands in an `encodeType` string, such as `int64` or `Order[]`; where the value decides, what such types have in common. */
  readonly type: string;
  /** The struct that `type` names, if it names one; where the value decides, an outline that is signed by nobody. */
  readonly struct?: Eip712Struct;
  /** The struct names that values can bring into a message, each with what it belongs to. */
  readonly names: ReadonlyMap<string, object>;
  /** Type, word and message of one value, where its type follows the value: a union's, and that of all that holds one. */
  ofValue?(value: T, scope: TypeScope): TypedValue;
  /** Writes its word into 32 zeros, where that spares making one. */
  put?(value: T, view: DataView, at: number): void;
  /** Its 32 bytes of `encodeData`. */
  word(value: T): Uint8Array;
  /** Its value in the message of `eth_signTypedData_v4`. */
  message(value: T): Json;
}

/** A struct as `encodeType` lists it. */
export interface Eip712Struct {
  readonly name: string;
  readonly members: readonly Eip712Member[];
}

export type Eip712Member = { readonly name: string } & Pick<Eip712Form<never>, "type" | "struct">;

/** One value in typed data. */
export interface TypedValue {
  readonly type: ValueForm;
  readonly word: Uint8Array;
  message(): Json;
}

/** The type that one value has. Within a message equal forms have equal ids, and others others. */
export interface ValueForm extends Pick<Eip712Form<never>, "type" | "struct"> {
  readonly id: string;
}

/** What structs are made of: a variant, a struct that holds unions, a list of unions. */
export interface Definition {
  /** The name of the first struct that a message has of it; the second is `name_2`, and no struct is defined with an underscore. */
  readonly name: string;
  /** Told apart from all others of the program. */
  readonly id: number;
}

/** A struct of some values' shape. */
export interface Shape {
  readonly form: ValueForm;
  readonly typeHash: Uint8Array;
}

/** The struct names of one message. */
export interface TypeScope {
  /** The struct of `definition` whose members have the types that `key` names by their ids. */
  shape(definition: Definition, key: string, members: () => readonly Eip712Member[]): Shape;
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

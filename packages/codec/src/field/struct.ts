/**
 * A struct: named fields in a fixed order. The order is part of the format; a live struct never changes.
 *
 * @module
 */

import { assert } from "@novate/stdx";
import { CodecError, describeJson, gathering, joinPath } from "./codecError.ts";
import type { Define, Field, Json, JsonSchema, ValueOf } from "./field.ts";
import { type StructForm, structForm } from "./structForm.ts";
import { type Members, StructType } from "./structType.ts";
import type { ValueType } from "./valueType.ts";

export type Shape = Readonly<Record<string, Field<unknown>>>;

/** The value of a struct: its fields, read-only. */
export type StructValue<S extends Shape> = { readonly [K in keyof S]: ValueOf<S[K]> };

export interface StructField<T> extends Field<T> {
  readonly name: string;
  readonly fieldNames: readonly string[];
  /** The fields by their names, in order. */
  readonly entries: readonly (readonly [key: string, field: Field<unknown>])[];
  /** The struct's own schema, with members of one value each before its fields. */
  jsonObject(define: Define, constants: Readonly<Record<string, string>>): JsonSchema;
  readonly ssz: ValueType<T> & Pick<StructType, "readInto">;
  readonly eip712: Field<T>["eip712"] & Pick<StructForm, "struct">;
}

/**
 * Defines a struct.
 *
 * @example
 * const transfer = struct("Transfer", { source: u32, target: u32, amount: atoms });
 * type Transfer = ValueOf<typeof transfer>; // { readonly source: number; readonly target: number; readonly amount: Atoms }
 */
export function struct<const S extends Shape>(name: string, shape: S): StructField<StructValue<S>> {
  const entries = Object.entries(shape);
  assert(/^[A-Z][A-Za-z0-9]*$/.test(name), `struct ${name}: a name is written in PascalCase`);
  assert(entries.length > 0, `struct ${name}: SSZ has no empty container`);
  for (const [key] of entries)
    assert(/^[a-z][A-Za-z0-9]*$/.test(key), `struct ${name}: field ${key} is not written in camelCase`);

  const ssz = new StructType(
    name,
    entries.map(([key, field]) => [key, field.ssz] as const),
  );
  const toJson = (value: unknown): Json => {
    const record = value as Members;
    return Object.fromEntries(entries.map(([key, field]) => [key, field.toJson(record[key])]));
  };

  return {
    name,
    fieldNames: entries.map(([key]) => key),
    entries,
    // The container reads and writes exactly the keys of the shape, each with its own type: a StructValue<S>.
    ssz: ssz as unknown as StructField<StructValue<S>>["ssz"],
    eip712: structForm(name, entries),
    toJson,
    fromJson: (json, path, faults) => readFields(entries, requireObject(json, path), path, faults) as StructValue<S>,
    jsonSchema: (define) => define(name, () => objectSchema(entries, define)),
    jsonObject: (define, constants) => objectSchema(entries, define, constants),
  };
}

/** The schema of an object with exactly these members, constants first. */
export function objectSchema(
  entries: readonly (readonly [string, Field<unknown>])[],
  define: Define,
  constants: Readonly<Record<string, string>> = {},
): JsonSchema {
  const properties = {
    ...Object.fromEntries(Object.entries(constants).map(([key, value]) => [key, { type: "string", const: value }])),
    ...Object.fromEntries(entries.map(([key, field]) => [key, field.jsonSchema(define)])),
  };
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

/** The keys of a JSON object, or a {@link CodecError}. */
export function requireObject(json: unknown, path: string): Members {
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw new CodecError("WrongType", path, `expected an object, got ${describeJson(json)}`);
  return json as Members;
}

/** Reads exactly the keys of `entries` from `json`; a key too many or too few is refused. */
export function readFields(
  entries: readonly (readonly [string, Field<unknown>])[],
  json: Members,
  path: string,
  faults?: CodecError[],
): Members {
  const target: Members = {};
  for (const [key, field] of entries) {
    const at = joinPath(path, key);
    target[key] = gathering(() => {
      if (!Object.hasOwn(json, key)) throw new CodecError("MissingKey", at, "is missing");
      return field.fromJson(json[key], at, faults);
    }, faults);
  }
  for (const key of Object.keys(json))
    if (!Object.hasOwn(target, key))
      gathering(() => {
        throw new CodecError("UnknownKey", joinPath(path, key), "is not a known key");
      }, faults);
  return target;
}

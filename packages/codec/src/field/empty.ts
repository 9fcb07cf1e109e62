/**
 * A struct of no fields: a variant that says all by its name.
 *
 * @module
 */
import type { ByteViews } from "@chainsafe/ssz";
import { CodecError } from "./codecError.ts";
import { objectSchema, readFields, requireObject, type StructField } from "./struct.ts";
import { structForm } from "./structForm.ts";
import { ValueType } from "./valueType.ts";

/** What is left of a variant beside its name. */
export type Empty = Readonly<Record<never, never>>;

/** SSZ has no empty container; a union writes its selector and, for `None`, nothing more. */
class EmptyType extends ValueType<Empty> {
  readonly typeName: string;
  readonly fixedSize = 0;
  readonly minSize = 0;
  readonly maxSize = 0;

  constructor(name: string) {
    super();
    this.typeName = name;
  }

  value_serializedSize(): number {
    return 0;
  }
  value_serializeToBytes(_output: ByteViews, offset: number): number {
    return offset;
  }
  value_deserializeFromBytes(data: ByteViews, start: number, end: number): Empty {
    return this.readInto({}, data, start, end);
  }

  readInto<M extends object>(target: M, _data: ByteViews, start: number, end: number): M {
    if (start !== end) throw new CodecError("BadLayout", "", `expected no bytes, got ${end - start}`);
    return target;
  }
}

/**
 * Defines a struct without fields, to stand as a variant of a union.
 *
 * @example
 * const terms = tagged("Terms", { Perpetual: [1, empty("Perpetual")], Future: [2, future] });
 * // JSON: { "type": "Perpetual" }; bytes: 01
 */
export function empty(name: string): StructField<Empty> {
  return {
    name,
    entries: [],
    fieldNames: [],
    ssz: new EmptyType(name) as unknown as StructField<Empty>["ssz"], // readInto fits any record
    eip712: structForm(name, []),
    toJson: () => ({}),
    fromJson: (json, path, faults) => readFields([], requireObject(json, path), path, faults),
    jsonSchema: (define) => define(name, () => objectSchema([], define)),
    jsonObject: (define, constants) => objectSchema([], define, constants),
  };
}

/**
 * A value that may be absent: `null`, in bytes a list of none or one.
 *
 * @module
 */
import type { Eip712Form, Field } from "./field.ts";
import { list } from "./list.ts";
import { type ByteViews, ValueType } from "./valueType.ts";

/** `List[element, 1]` seen as a value or null. */
class OptionalType<T> extends ValueType<T | null> {
  readonly typeName: string;
  readonly fixedSize = null;
  readonly minSize = 0;
  readonly maxSize: number;
  readonly #list: ValueType<readonly T[]>;

  constructor(list: ValueType<readonly T[]>) {
    super();
    this.#list = list;
    this.maxSize = list.maxSize;
    this.typeName = list.typeName;
  }

  value_serializedSize(value: T | null): number {
    return this.#list.value_serializedSize(toList(value));
  }
  value_serializeToBytes(output: ByteViews, offset: number, value: T | null): number {
    return this.#list.value_serializeToBytes(output, offset, toList(value));
  }
  value_deserializeFromBytes(data: ByteViews, start: number, end: number): T | null {
    return this.#list.value_deserializeFromBytes(data, start, end)[0] ?? null;
  }
}

const toList = <T>(value: T | null): readonly T[] => (value === null ? [] : [value]);

/** A value or null. JSON: the value or null. EIP-712: an array of none or one. */
export function optional<T>(element: Field<T>): Field<T | null> {
  const items = list(element, 1);
  const { ofValue } = items.eip712;
  return {
    ssz: new OptionalType(items.ssz),
    eip712: {
      ...items.eip712,
      ...(ofValue && { ofValue: (value, scope) => ofValue(toList(value), scope) }),
      word: (value) => items.eip712.word(toList(value)),
      message: (value) => items.eip712.message(toList(value)),
    } as Eip712Form<T | null>, // every other member says nothing of values
    toJson: (value) => (value === null ? null : element.toJson(value)),
    fromJson: (json, path, faults) => (json === null ? null : element.fromJson(json, path, faults)),
    jsonSchema: (define) => ({ anyOf: [element.jsonSchema(define), { type: "null" }] }),
  };
}

/**
 * A list with a limit, and a value that may be absent.
 *
 * @module
 */

import { assert } from "@novate/stdx";
import { CodecError, codecErrorWithin, describeJson, gathering } from "./codecError.ts";
import type { Field } from "./field.ts";
import { listForm } from "./listForm.ts";
import { type ByteViews, ValueType } from "./valueType.ts";

/** Bytes of an offset to an element of variable size. */
const OFFSET_BYTES = 4;

/** `List[element, max]`: elements side by side, behind a table of offsets when their size varies. */
class ListType<T> extends ValueType<readonly T[]> {
  readonly typeName: string;
  readonly fixedSize = null;
  readonly minSize = 0;
  readonly maxSize: number;
  readonly #element: ValueType<T>;
  readonly #max: number;

  constructor(element: ValueType<T>, max: number) {
    super();
    this.#element = element;
    this.#max = max;
    this.maxSize = max * (element.maxSize + (element.fixedSize === null ? OFFSET_BYTES : 0));
    this.typeName = `List[${element.typeName}, ${max}]`;
  }

  value_serializedSize(value: readonly T[]): number {
    const { fixedSize } = this.#element;
    if (fixedSize !== null) return value.length * fixedSize;
    let size = value.length * OFFSET_BYTES;
    for (const item of value) size += this.#element.value_serializedSize(item);
    return size;
  }

  value_serializeToBytes(output: ByteViews, offset: number, value: readonly T[]): number {
    assert(value.length <= this.#max, "list is too long");
    const isFixed = this.#element.fixedSize !== null;
    let at = isFixed ? offset : offset + value.length * OFFSET_BYTES;
    for (let index = 0; index < value.length; index++) {
      if (!isFixed) output.dataView.setUint32(offset + index * OFFSET_BYTES, at - offset, true);
      at = this.#element.value_serializeToBytes(output, at, value[index]!);
    }
    return at;
  }

  value_deserializeFromBytes(data: ByteViews, start: number, end: number): readonly T[] {
    const { fixedSize } = this.#element;
    const starts = fixedSize === null ? this.#readOffsets(data, start, end) : this.#stepBy(fixedSize, start, end);
    const value = new Array<T>(starts.length);
    for (let index = 0; index < starts.length; index++) {
      try {
        value[index] = this.#element.value_deserializeFromBytes(data, starts[index]!, starts[index + 1] ?? end);
      } catch (thrown) {
        throw codecErrorWithin(`[${index}]`, thrown);
      }
    }
    return value;
  }

  /** Starts of elements that all take `size` bytes. */
  #stepBy(size: number, start: number, end: number): number[] {
    const length = (end - start) / size;
    if (!Number.isInteger(length))
      throw new CodecError("BadLayout", "", `${end - start} bytes do not divide by ${size}`);
    this.#checkLength(length);
    return Array.from({ length }, (_, index) => start + index * size);
  }

  /** Starts of elements of variable size. The first offset tells how many there are; each is at or after the last. */
  #readOffsets({ dataView }: ByteViews, start: number, end: number): number[] {
    const size = end - start;
    if (size === 0) return [];
    if (size < OFFSET_BYTES) throw new CodecError("BadLayout", "", `${size} bytes hold no offset`);
    const first = dataView.getUint32(start, true);
    if (first === 0 || first % OFFSET_BYTES !== 0 || first > size)
      throw new CodecError("BadLayout", "", `first offset ${first} of ${size} bytes`);
    const length = first / OFFSET_BYTES;
    this.#checkLength(length);
    const starts: number[] = [];
    let previous = first;
    for (let index = 0; index < length; index++) {
      const offset = dataView.getUint32(start + index * OFFSET_BYTES, true);
      if (offset < previous || offset > size)
        throw new CodecError("BadLayout", `[${index}]`, `offset ${offset} after ${previous} of ${size} bytes`);
      starts.push(start + offset);
      previous = offset;
    }
    return starts;
  }

  #checkLength(length: number): void {
    if (length > this.#max) throw new CodecError("WrongLength", "", tooMany(this.#max, length));
  }
}

const tooMany = (max: number, length: number): string => `expected at most ${max} elements, got ${length}`;

/** From 0 to `max` values. In EIP-712 what {@link listForm} makes of them. */
export function list<T>(element: Field<T>, max: number): Field<readonly T[]> {
  return {
    ssz: new ListType(element.ssz, max),
    eip712: listForm(element.eip712),
    toJson: (value) => value.map((item) => element.toJson(item)),
    fromJson(json, path, faults) {
      if (!Array.isArray(json)) throw new CodecError("WrongType", path, `expected an array, got ${describeJson(json)}`);
      if (json.length > max) throw new CodecError("WrongLength", path, tooMany(max, json.length));
      return json.map((item, index) => gathering(() => element.fromJson(item, `${path}[${index}]`, faults), faults));
    },
    jsonSchema: (define) => ({ type: "array", items: element.jsonSchema(define), maxItems: max }),
  };
}

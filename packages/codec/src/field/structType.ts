/**
 * SSZ's container: members of fixed size side by side, those of variable size behind them with their offsets in between.
 *
 * @module
 */
import { CodecError, codecErrorWithin } from "./codecError.ts";
import { type ByteViews, ValueType } from "./valueType.ts";

export type Members = Record<string, unknown>;

/** Bytes of an offset to a member of variable size. */
const OFFSET_BYTES = 4;

const NO_BOUNDS: readonly number[] = [];

interface Member {
  readonly key: string;
  readonly type: ValueType<unknown>;
  /** Where the member, or its offset, stands in the fixed part. */
  readonly at: number;
  readonly size: number | null;
}

export class StructType extends ValueType<Members> {
  readonly typeName: string;
  readonly fixedSize: number | null;
  readonly minSize: number;
  readonly maxSize: number;
  readonly #members: readonly Member[];
  /** Members of variable size, in order. */
  readonly #variable: readonly Member[];
  /** Bytes of the fixed part: where the first member of variable size begins. */
  readonly #fixedEnd: number;

  constructor(name: string, types: readonly (readonly [key: string, type: ValueType<unknown>])[]) {
    super();
    this.typeName = name;
    let at = 0;
    let [minSize, maxSize] = [0, 0];
    this.#members = types.map(([key, type]) => {
      const member = { key, type, at, size: type.fixedSize };
      const offsetBytes = type.fixedSize === null ? OFFSET_BYTES : 0;
      at += type.fixedSize ?? OFFSET_BYTES;
      minSize += type.minSize + offsetBytes;
      maxSize += type.maxSize + offsetBytes;
      return member;
    });
    this.#variable = this.#members.filter(({ type }) => type.fixedSize === null);
    this.#fixedEnd = at;
    this.fixedSize = this.#variable.length === 0 ? at : null;
    this.minSize = minSize;
    this.maxSize = maxSize;
  }

  value_serializedSize(value: Members): number {
    let size = this.#fixedEnd;
    for (const { key, type } of this.#variable) size += type.value_serializedSize(value[key]);
    return size;
  }

  value_serializeToBytes(output: ByteViews, offset: number, value: Members): number {
    let end = offset + this.#fixedEnd;
    for (const { key, type, at, size } of this.#members) {
      if (size === null) {
        output.dataView.setUint32(offset + at, end - offset, true);
        end = type.value_serializeToBytes(output, end, value[key]);
      } else type.value_serializeToBytes(output, offset + at, value[key]);
    }
    return end;
  }

  value_deserializeFromBytes(data: ByteViews, start: number, end: number): Members {
    return this.readInto({}, data, start, end);
  }

  /** Reads the members into `target`, in order. */
  readInto(target: Members, data: ByteViews, start: number, end: number): Members {
    this.#checkSize(end - start);
    const bounds = this.fixedSize === null ? this.#readBounds(data.dataView, start, end - start) : NO_BOUNDS;
    let index = 0;
    let variable = 0;
    try {
      for (; index < this.#members.length; index++) {
        const { key, type, at, size } = this.#members[index]!;
        target[key] =
          size === null
            ? type.value_deserializeFromBytes(data, start + bounds[variable]!, start + bounds[++variable]!)
            : type.value_deserializeFromBytes(data, start + at, start + at + size);
      }
    } catch (thrown) {
      throw codecErrorWithin(this.#members[index]!.key, thrown);
    }
    return target;
  }

  #checkSize(size: number): void {
    const fixedEnd = this.#fixedEnd;
    if (this.fixedSize === null ? size >= fixedEnd : size === fixedEnd) return;
    const least = this.fixedSize === null ? "at least " : "";
    throw new CodecError("BadLayout", "", `expected ${least}${fixedEnd} bytes, got ${size}`);
  }

  /** Where each member of variable size begins, and where the last ends. The first follows the fixed part at once. */
  #readBounds(dataView: DataView, start: number, size: number): readonly number[] {
    const fixedEnd = this.#fixedEnd;
    const bounds: number[] = [];
    let previous = fixedEnd;
    for (const { at } of this.#variable) {
      const offset = dataView.getUint32(start + at, true);
      if (offset < previous || offset > size || (bounds.length === 0 && offset !== fixedEnd))
        throw new CodecError("BadLayout", "", `offset ${offset} after ${previous} of ${size} bytes`);
      bounds.push(offset);
      previous = offset;
    }
    bounds.push(size);
    return bounds;
  }
}

/**
 * Small unsigned integers and times: JavaScript numbers, JSON numbers.
 *
 * @module
 */
import { assert } from "@novate/stdx";
import { BasicType } from "./basicType.ts";
import { CodecError, describeJson } from "./codecError.ts";
import type { Field } from "./field.ts";
import { NO_NAMES } from "./typeScope.ts";
import type { ByteViews } from "./valueType.ts";
import { putNumber, wordBy } from "./word.ts";

type ByteLength = 1 | 2 | 4 | 8;

const TWO_32 = 0x1_0000_0000;

/** An unsigned integer of SSZ, up to a number that JavaScript holds exactly. */
class NumberType extends BasicType<number> {
  readonly typeName: string;
  readonly #max: number;

  constructor(byteLength: ByteLength, max: number) {
    super(byteLength);
    this.typeName = `uint${byteLength * 8}`;
    this.#max = max;
  }

  value_serializeToBytes({ uint8Array, dataView }: ByteViews, offset: number, value: number): number {
    assert(Number.isInteger(value) && value >= 0 && value <= this.#max, "unsigned integer out of range");
    switch (this.byteLength) {
      case 1:
        uint8Array[offset] = value;
        break;
      case 2:
        dataView.setUint16(offset, value, true);
        break;
      case 4:
        dataView.setUint32(offset, value, true);
        break;
      default:
        dataView.setUint32(offset, value % TWO_32, true);
        dataView.setUint32(offset + 4, Math.floor(value / TWO_32), true);
    }
    return offset + this.byteLength;
  }

  value_deserializeFromBytes(data: ByteViews, start: number, end: number): number {
    this.checkSize(end - start);
    const value = this.#readNumber(data, start);
    if (value > this.#max) throw new CodecError("OutOfRange", "", `above ${this.#max}`);
    return value;
  }

  /** Rounded where it is above 2^53, and then out of range. */
  #readNumber({ uint8Array, dataView }: ByteViews, start: number): number {
    switch (this.byteLength) {
      case 1:
        return uint8Array[start]!;
      case 2:
        return dataView.getUint16(start, true);
      case 4:
        return dataView.getUint32(start, true);
      default:
        return dataView.getUint32(start + 4, true) * TWO_32 + dataView.getUint32(start, true);
    }
  }
}

function numberField(byteLength: ByteLength, max: number): Field<number> {
  return {
    ssz: new NumberType(byteLength, max),
    eip712: {
      type: `uint${byteLength * 8}`,
      names: NO_NAMES,
      ...wordBy(putNumber),
      message: (value) => value.toString(),
    },
    toJson: (value) => value,
    fromJson(json, path) {
      if (typeof json !== "number")
        throw new CodecError("WrongType", path, `expected a number, got ${describeJson(json)}`);
      if (!Number.isInteger(json) || json < 0 || json > max)
        throw new CodecError("OutOfRange", path, `expected an integer from 0 to ${max}, got ${json}`);
      if (Object.is(json, -0)) throw new CodecError("NotCanonical", path, "write 0, not -0");
      return json;
    },
    jsonSchema: () => ({ type: "integer", minimum: 0, maximum: max }),
  };
}

export const u8: Field<number> = numberField(1, 0xff);
export const u16: Field<number> = numberField(2, 0xffff);
export const u32: Field<number> = numberField(4, 0xffff_ffff);

/** Milliseconds since the Unix epoch, or a count as large: a uint64 that JavaScript holds exactly (≤ 2^53 − 1). */
export const timeMs: Field<number> = numberField(8, Number.MAX_SAFE_INTEGER);

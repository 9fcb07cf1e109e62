/**
 * Small unsigned integers and times: JavaScript numbers, JSON numbers.
 *
 * @module
 */

import { type ByteViews, UintNumberType } from "@chainsafe/ssz";
import { assert } from "@novate/stdx";
import { CodecError, describeJson } from "./codecError.ts";
import type { Field } from "./field.ts";
import { uintWord } from "./word.ts";

type ByteLength = 1 | 2 | 4 | 8;

/** The library's unsigned integer, which would otherwise wrap silently when written and round when read. */
class NumberType extends UintNumberType {
  readonly #max: number;

  constructor(byteLength: ByteLength, max: number) {
    super(byteLength);
    this.#max = max;
  }

  override value_serializeToBytes(output: ByteViews, offset: number, value: number): number {
    assert(Number.isInteger(value) && value >= 0 && value <= this.#max, "unsigned integer out of range");
    return super.value_serializeToBytes(output, offset, value);
  }

  override value_deserializeFromBytes(data: ByteViews, start: number, end: number): number {
    const value = super.value_deserializeFromBytes(data, start, end);
    if (value > this.#max) throw new CodecError("OutOfRange", "", `above ${this.#max}`);
    return value;
  }
}

function numberField(byteLength: ByteLength, max: number): Field<number> {
  return {
    ssz: new NumberType(byteLength, max),
    eip712: {
      type: `uint${byteLength * 8}`,
      word: (value) => uintWord(BigInt(value)),
      message: (value) => value,
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

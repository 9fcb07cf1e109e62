/**
 * Large and signed integers: bigints, decimal strings in JSON.
 *
 * SSZ has no signed integer. A signed value v of n bits is written as the unsigned v + 2^(n−1) ("offset binary"):
 * one form per value, and byte strings read from the most significant end order as the values do.
 *
 * @module
 */

import { type ByteViews, UintBigintType } from "@chainsafe/ssz";
import type { Atoms, Lots, Ppm, Ticks } from "@novate/num";
import { assert } from "@novate/stdx";
import { uintWord } from "../eip712/word.ts";
import { CodecError, describeJson } from "./codecError.ts";
import type { Field } from "./field.ts";

/** The library's unsigned integer shifted so that its least value is `min`. */
class IntegerType extends UintBigintType {
  readonly #min: bigint;
  readonly #max: bigint;

  constructor(byteLength: 8 | 16 | 32, min: bigint, max: bigint) {
    super(byteLength);
    this.#min = min;
    this.#max = max;
  }

  override value_serializeToBytes(output: ByteViews, offset: number, value: bigint): number {
    assert(value >= this.#min && value <= this.#max, `${this.typeName}: ${value} out of range`);
    return super.value_serializeToBytes(output, offset, value - this.#min);
  }

  override value_deserializeFromBytes(data: ByteViews, start: number, end: number): bigint {
    return super.value_deserializeFromBytes(data, start, end) + this.#min;
  }
}

const CANONICAL_DECIMAL = /^(0|-?[1-9][0-9]*)$/;
/** No integer here has more digits; a longer string is refused before BigInt spends time on it. */
const MAX_DECIMAL_LENGTH = 80;

/** Reads a canonical decimal string: no sign before zero, no leading zero, no plus, no exponent. */
function readDecimal(json: unknown, path: string): bigint {
  if (typeof json !== "string")
    throw new CodecError("WrongType", path, `expected a decimal string, got ${describeJson(json)}`);
  if (json.length > MAX_DECIMAL_LENGTH || !CANONICAL_DECIMAL.test(json))
    throw new CodecError("NotCanonical", path, `expected a canonical decimal string, got ${describeJson(json)}`);
  return BigInt(json);
}

function integerField<T extends bigint>(bits: 64 | 128 | 256, signed: boolean): Field<T> {
  const min = signed ? -(1n << BigInt(bits - 1)) : 0n;
  const max = (1n << BigInt(signed ? bits - 1 : bits)) - 1n;
  const field: Field<bigint> = {
    ssz: new IntegerType((bits / 8) as 8 | 16 | 32, min, max),
    eip712: {
      type: `${signed ? "int" : "uint"}${bits}`,
      word: uintWord,
      message: (value) => value.toString(),
    },
    toJson: (value) => value.toString(),
    fromJson(json, path) {
      const value = readDecimal(json, path);
      if (value < min || value > max)
        throw new CodecError("OutOfRange", path, `expected an integer from ${min} to ${max}, got ${value}`);
      return value;
    },
  };
  // A brand is erased at run time: every integer in range is a T.
  return field as unknown as Field<T>;
}

export const u64: Field<bigint> = integerField(64, false);
export const u128: Field<bigint> = integerField(128, false);
export const u256: Field<bigint> = integerField(256, false);
export const i64: Field<bigint> = integerField(64, true);
export const i128: Field<bigint> = integerField(128, true);

export const atoms: Field<Atoms> = integerField(128, true);
export const lots: Field<Lots> = integerField(64, true);
export const ticks: Field<Ticks> = integerField(64, true);
export const ppm: Field<Ppm> = integerField(64, true);

/**
 * Large and signed integers: bigints, decimal strings in JSON.
 *
 * SSZ has no signed integer. A signed value v of n bits is written as the unsigned v + 2^(n−1) ("offset binary"):
 * one form per value, and byte strings read from the most significant end order as the values do.
 *
 * @module
 */
import type { Atoms, Lots, Ppm, Ticks } from "@novate/num";
import { assert } from "@novate/stdx";
import { BasicType } from "./basicType.ts";
import { CodecError, describeJson } from "./codecError.ts";
import type { Field } from "./field.ts";
import { NO_NAMES } from "./typeScope.ts";
import type { ByteViews } from "./valueType.ts";
import { putInteger, wordBy } from "./word.ts";

/** An unsigned integer of SSZ: words of 64 bits, the lowest first. */
class UnsignedType extends BasicType<bigint> {
  readonly typeName: string;
  readonly #max: bigint;

  constructor(byteLength: 8 | 16 | 32) {
    super(byteLength);
    this.typeName = `uint${byteLength * 8}`;
    this.#max = (1n << BigInt(byteLength * 8)) - 1n;
  }

  value_serializeToBytes({ dataView }: ByteViews, offset: number, value: bigint): number {
    assert(value >= 0n && value <= this.#max, "unsigned integer out of range");
    const end = offset + this.byteLength;
    dataView.setBigUint64(offset, value, true); // the view takes the low 64 bits
    for (let at = offset + 8, rest = value >> 64n; at < end; at += 8, rest >>= 64n)
      dataView.setBigUint64(at, rest, true);
    return end;
  }

  value_deserializeFromBytes({ dataView }: ByteViews, start: number, end: number): bigint {
    this.checkSize(end - start);
    let value = dataView.getBigUint64(end - 8, true);
    for (let at = end - 16; at >= start; at -= 8) value = (value << 64n) | dataView.getBigUint64(at, true);
    return value;
  }
}

const TWO_63 = 1n << 63n;
const TWO_127 = 1n << 127n;
const TOP_BIT = 0x80;
const TOP_BIT_OF_32 = 1 << 31;

/** An int64 as a shifted uint64: two's complement with its top bit flipped. */
class Int64Type extends BasicType<bigint> {
  readonly typeName = "int64";

  constructor() {
    super(8);
  }

  value_serializeToBytes(output: ByteViews, offset: number, value: bigint): number {
    assert(value >= -TWO_63 && value < TWO_63, "int64 out of range");
    output.dataView.setBigInt64(offset, value, true);
    output.uint8Array[offset + 7]! ^= TOP_BIT;
    return offset + 8;
  }

  value_deserializeFromBytes(data: ByteViews, start: number, end: number): bigint {
    this.checkSize(end - start);
    return BigInt.asIntN(64, data.dataView.getBigInt64(start, true) - TWO_63); // wraps: the top bit flips back
  }
}

/** An int128 as a shifted uint128, by halves: most amounts fit the lower one, and then no large bigint is made. */
class Int128Type extends BasicType<bigint> {
  readonly typeName = "int128";

  constructor() {
    super(16);
  }

  value_serializeToBytes(output: ByteViews, offset: number, value: bigint): number {
    const { dataView } = output;
    dataView.setBigUint64(offset, value, true);
    if (value >= -TWO_63 && value < TWO_63) {
      const sign = value < 0n ? -1 : 0;
      dataView.setInt32(offset + 8, sign, true);
      dataView.setInt32(offset + 12, sign ^ TOP_BIT_OF_32, true);
      return offset + 16;
    }
    assert(value >= -TWO_127 && value < TWO_127, "int128 out of range");
    dataView.setBigInt64(offset + 8, value >> 64n, true);
    output.uint8Array[offset + 15]! ^= TOP_BIT;
    return offset + 16;
  }

  value_deserializeFromBytes({ dataView }: ByteViews, start: number, end: number): bigint {
    this.checkSize(end - start);
    const sign = dataView.getInt32(start + 8, true);
    const isSmall = (sign ^ dataView.getInt32(start + 12, true)) === TOP_BIT_OF_32;
    if (isSmall && sign === dataView.getInt32(start + 4, true) >> 31) return dataView.getBigInt64(start, true);
    const high = dataView.getBigUint64(start + 8, true) - TWO_63;
    return (high << 64n) + dataView.getBigUint64(start, true);
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

function integerField<T extends bigint>(ssz: BasicType<bigint>, signed: boolean): Field<T> {
  const bits = ssz.byteLength * 8;
  const [min, max] = signed
    ? [-(1n << BigInt(bits - 1)), (1n << BigInt(bits - 1)) - 1n]
    : [0n, (1n << BigInt(bits)) - 1n];
  const field: Field<bigint> = {
    ssz,
    eip712: {
      type: `${signed ? "int" : "uint"}${bits}`,
      names: NO_NAMES,
      ...wordBy(putInteger),
      message: (value) => value.toString(),
    },
    toJson: (value) => value.toString(),
    fromJson(json, path) {
      const value = readDecimal(json, path);
      if (value < min || value > max)
        throw new CodecError("OutOfRange", path, `expected an integer from ${min} to ${max}, got ${value}`);
      return value;
    },
    jsonSchema: () => ({
      type: "string",
      pattern: signed ? "^(0|-?[1-9][0-9]*)$" : "^(0|[1-9][0-9]*)$",
      description: `An integer from ${min} to ${max}.`,
    }),
  };
  // A brand is erased at run time: every integer in range is a T.
  return field as unknown as Field<T>;
}

const unsigned = (bytes: 8 | 16 | 32): Field<bigint> => integerField(new UnsignedType(bytes), false);

export const u64: Field<bigint> = unsigned(8);
export const u128: Field<bigint> = unsigned(16);
export const u256: Field<bigint> = unsigned(32);
export const i64: Field<bigint> = integerField(new Int64Type(), true);
export const i128: Field<bigint> = integerField(new Int128Type(), true);

export const atoms: Field<Atoms> = integerField(new Int128Type(), true);
export const lots: Field<Lots> = integerField(new Int64Type(), true);
export const ticks: Field<Ticks> = integerField(new Int64Type(), true);
export const ppm: Field<Ppm> = integerField(new Int64Type(), true);

/**
 * Byte strings: lowercase `0x…` text in values and JSON; JSON is read in capitals as well, as wallets show addresses.
 *
 * @module
 */

import { assert } from "@novate/stdx";
import { bytesToHex, type Hex, hexByteLength, hexToBytes, isHex, writeHex } from "../hex.ts";
import { keccak256 } from "../keccak/keccak.ts";
import { hasFalseChecksum } from "./checksum.ts";
import { CodecError, describeJson } from "./codecError.ts";
import type { Eip712Form, Field } from "./field.ts";
import { NO_NAMES } from "./typeScope.ts";
import { type ByteViews, ValueType } from "./valueType.ts";

const ADDRESS_BYTES = 20;

/** `ByteVector[max]` when `min = max`, else `ByteList[max]`. */
class HexType extends ValueType<Hex> {
  readonly typeName: string;
  readonly fixedSize: number | null;
  readonly minSize: number;
  readonly maxSize: number;

  constructor(min: number, max: number) {
    super();
    this.fixedSize = min === max ? max : null;
    this.minSize = min;
    this.maxSize = max;
    this.typeName = `${min === max ? "ByteVector" : "ByteList"}[${max}]`;
  }

  value_serializedSize(value: Hex): number {
    return hexByteLength(value);
  }

  value_serializeToBytes(output: ByteViews, offset: number, value: Hex): number {
    const length = hexByteLength(value);
    assert(length >= this.minSize && length <= this.maxSize, "byte string of the wrong length");
    assert(
      value.startsWith("0x") && writeHex(value, output.uint8Array, offset),
      "byte string is not 0x and hex digits",
    );
    return offset + length;
  }

  value_deserializeFromBytes(data: ByteViews, start: number, end: number): Hex {
    const length = end - start;
    if (length < this.minSize || length > this.maxSize)
      throw new CodecError("WrongLength", "", wrongLength(this.minSize, this.maxSize, length));
    return bytesToHex(data.uint8Array, start, end);
  }
}

const wrongLength = (min: number, max: number, length: number): string =>
  `expected ${min === max ? max : `at most ${max}`} bytes, got ${length}`;

function hexField(min: number, max: number, eip712: Eip712Form<Hex>): Field<Hex> {
  return {
    ssz: new HexType(min, max),
    eip712,
    toJson: (value) => value,
    fromJson(json, path) {
      if (typeof json !== "string")
        throw new CodecError("WrongType", path, `expected 0x… text, got ${describeJson(json)}`);
      const hex = isHex(json) ? json : json.toLowerCase();
      if (!isHex(hex))
        throw new CodecError("NotCanonical", path, `expected 0x and pairs of hex digits, got ${describeJson(json)}`);
      const length = hexByteLength(hex);
      if (length < min || length > max) throw new CodecError("WrongLength", path, wrongLength(min, max, length));
      if (max === ADDRESS_BYTES && hasFalseChecksum(json))
        throw new CodecError("NotCanonical", path, "the address is not its own checksum: a letter is wrong");
      return hex;
    },
    jsonSchema: () => ({
      type: "string",
      pattern: "^0x([0-9a-f]{2})*$",
      minLength: 2 + 2 * min,
      maxLength: 2 + 2 * max,
    }),
  };
}

/** EIP-712's dynamic `bytes`: its word is the hash of the content. */
const dynamicBytes: Eip712Form<Hex> = {
  type: "bytes",
  names: NO_NAMES,
  word: (value) => keccak256(hexToBytes(value)),
  message: (value) => value,
};

/** An address of an owner or contract. */
export const bytes20: Field<Hex> = hexField(20, 20, {
  type: "address",
  names: NO_NAMES,
  word(value) {
    const word = new Uint8Array(32);
    writeHex(value, word, 12);
    return word;
  },
  message: (value) => value,
});

/** A hash or public key. */
export const bytes32: Field<Hex> = hexField(32, 32, {
  type: "bytes32",
  names: NO_NAMES,
  word: hexToBytes,
  message: (value) => value,
});

/** An ed25519 signature. EIP-712 has no `bytes64`, so there it is `bytes`. */
export const bytes64: Field<Hex> = hexField(64, 64, dynamicBytes);

/** A secp256k1 signature with its recovery byte. In EIP-712 it is `bytes`. */
export const bytes65: Field<Hex> = hexField(65, 65, dynamicBytes);

/** From 0 to `max` bytes. */
export const bytesUpTo = (max: number): Field<Hex> => hexField(0, max, dynamicBytes);

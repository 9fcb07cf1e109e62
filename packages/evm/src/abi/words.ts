/**
 * The 32-byte words of the contract ABI, and hashes of several.
 *
 * Source: Solidity documentation, "Contract ABI Specification", static types.
 *
 * @module
 */
import { bytesToHex, type Hex, hashBytes, hexToBytes, keccak256 } from "@novate/codec";
import { assert } from "@novate/stdx";
import { assertWord } from "../word.ts";

/** What stands before an address in its word. */
const ADDRESS_PAD = `0x${"00".repeat(12)}`;

/** The word of a `uint` of `bits`. Asserts its range. */
export function uintWord(value: bigint | number, bits = 256): Hex {
  const integer = BigInt(value);
  assert(integer >= 0n && integer < 1n << BigInt(bits), `not a uint${bits}: ${integer}`);
  return `0x${integer.toString(16).padStart(64, "0")}`;
}

/** The number of a word read as a `uint` of `bits`, or undefined when it does not fit. */
export function wordToUint(word: Hex, bits = 256): bigint | undefined {
  assertWord(word, 32);
  const value = BigInt(word);
  return value < 1n << BigInt(bits) ? value : undefined;
}

/** The word of an `address`. */
export function addressWord(address: Hex): Hex {
  assertWord(address, 20);
  return `${ADDRESS_PAD}${address.slice(2)}` as Hex; // two strings of hexadecimal digits
}

/** The address of a word, or undefined when anything stands before it. */
export function wordToAddress(word: Hex): Hex | undefined {
  assertWord(word, 32);
  return word.startsWith(ADDRESS_PAD) ? `0x${word.slice(ADDRESS_PAD.length)}` : undefined;
}

/** `abi.encode(words…)`. Asserts that each is a word. */
function encodeWords(words: readonly Hex[]): Uint8Array {
  for (const word of words) assertWord(word, 32);
  return hexToBytes(`0x${words.map((word) => word.slice(2)).join("")}`);
}

/** `keccak256(abi.encode(words…))`. */
export const hashWords = (...words: readonly Hex[]): Hex => bytesToHex(keccak256(encodeWords(words)));

/** `sha256(abi.encode(words…))`: the leaves of trees that the house and its vaults share. */
export const sha256Words = (...words: readonly Hex[]): Hex => bytesToHex(hashBytes(encodeWords(words)));

/** `keccak256` of a text's UTF-8 bytes: the tag of a type, the hash of a signature. */
export function hashText(text: string): Hex {
  return bytesToHex(keccak256(new TextEncoder().encode(text)));
}

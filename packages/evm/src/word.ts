/**
 * Words of 20 and 32 bytes as rows and commands hold them: lowercase hexadecimal.
 *
 * @module
 */
import { type Hex, hexToBytes, isHex } from "@novate/codec";
import { assert } from "@novate/stdx";

/** Asserts the length and digits of a word: what a stranger sent was checked where it was decoded. */
export function assertWord(word: Hex, length: 20 | 32): void {
  assert(word.length === 2 + 2 * length && isHex(word), `not a word of ${length} bytes`);
}

/** The bytes of a word. Asserts its length and digits. */
export function wordBytes(word: Hex, length: 20 | 32): Uint8Array {
  assertWord(word, length);
  return hexToBytes(word);
}

/**
 * Words of the contract ABI, written one after the other into bytes: for what is hashed by the hundred thousand.
 *
 * @module
 */
import { type Hex, writeHex } from "@novate/codec";
import { assert } from "@novate/stdx";

const WORD = 32;
const HALF = (1n << 64n) - 1n;
const MOST = { 32: (1n << 32n) - 1n, 64: HALF, 128: (1n << 128n) - 1n };

export class WordWriter {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(words: number) {
    this.#bytes = new Uint8Array(WORD * words);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** All words; those that nobody wrote are zero. */
  get written(): Uint8Array {
    return this.#bytes;
  }

  /** The word of a `uint` of `bits`, 128 at most. Asserts its range. */
  uint(value: bigint | number, bits: 32 | 64 | 128): void {
    const integer = BigInt(value);
    // A text that names the number costs more than the word: it is made for the fault alone.
    if (integer < 0n || integer > MOST[bits]) assert(false, `not a uint${bits}: ${integer}`);
    this.#view.setBigUint64(this.#at + 24, integer & HALF);
    if (integer > HALF) this.#view.setBigUint64(this.#at + 16, integer >> 64n);
    this.#at += WORD;
  }

  /** The word of an `address`. Asserts that it is one. */
  address(address: Hex): void {
    const isAddress =
      address.length === 42 && address.startsWith("0x") && writeHex(address, this.#bytes, this.#at + 12);
    assert(isAddress, "not an address");
    this.#at += WORD;
  }

  /** A word that ends with these bytes, 32 at most. */
  bytes(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#at + WORD - bytes.length);
    this.#at += WORD;
  }
}

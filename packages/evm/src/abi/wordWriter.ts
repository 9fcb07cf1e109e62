/**
 * Words of the contract ABI, written one after the other into bytes: for what is hashed by the hundred thousand.
 *
 * @module
 */
import { assert } from "@novate/stdx";

const WORD = 32;
const HALF = (1n << 64n) - 1n;

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
    assert(integer >= 0n && integer < 1n << BigInt(bits), `not a uint${bits}: ${integer}`);
    this.#view.setBigUint64(this.#at + 24, integer & HALF);
    if (integer > HALF) this.#view.setBigUint64(this.#at + 16, integer >> 64n);
    this.#at += WORD;
  }

  /** A word that ends with these bytes, 32 at most. */
  bytes(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#at + WORD - bytes.length);
    this.#at += WORD;
  }
}

/**
 * The 32-byte words of EIP-712's `encodeData`, written where a struct is hashed: nearly every word is a number.
 *
 * @module
 */
import type { Eip712Form } from "./field.ts";

const TWO_32 = 0x1_0000_0000;
const TWO_63 = 1n << 63n;

/** Big-endian word of an integer into zeros; a negative one in two's complement, as Solidity's `intN` sign-extends. */
export function putInteger(value: bigint, view: DataView, at: number): void {
  view.setBigUint64(at + 24, value); // the view takes the low 64 bits
  if (value >= 0n && value < TWO_63) return;
  for (let end = at + 16, rest = value >> 64n; end >= at; end -= 8, rest >>= 64n) view.setBigUint64(end, rest);
}

/** Big-endian word of an integer from 0 to 2^53 − 1, into zeros. */
export function putNumber(value: number, view: DataView, at: number): void {
  view.setUint32(at + 28, value % TWO_32);
  view.setUint32(at + 24, Math.floor(value / TWO_32));
}

/** A form's word, from how it is written. */
export const wordBy = <T>(put: (value: T, view: DataView, at: number) => void) => ({
  put,
  word(value: T): Uint8Array {
    const word = new Uint8Array(32);
    put(value, new DataView(word.buffer), 0);
    return word;
  },
});

/** Writes the word of `value` into the zeros at `at`. */
export function putWord(
  { put, word }: Eip712Form<unknown>,
  value: unknown,
  data: Uint8Array,
  view: DataView,
  at: number,
) {
  if (put) put(value, view, at);
  else data.set(word(value), at);
}

/**
 * Packs unsigned whole numbers of known widths into 126-bit words, first number lowest: one byte string for one state.
 *
 * @module
 */
import { assert } from "@novate/stdx";

/** Fits a signed 128-bit column. */
const WORD_BITS = 126n;
const WORD_MASK = (1n << WORD_BITS) - 1n;

export interface BitWriter {
  /** Asserts 0 ≤ value < 2^width. */
  readonly put: (value: bigint, width: number) => void;
  readonly words: () => bigint[];
}

export function createBitWriter(): BitWriter {
  const words: bigint[] = [];
  let pending = 0n;
  let filled = 0n;
  return {
    put(value, width) {
      assert(value >= 0n && value >> BigInt(width) === 0n, "forecast: a number does not fit its width");
      pending |= value << filled;
      filled += BigInt(width);
      while (filled >= WORD_BITS) {
        words.push(pending & WORD_MASK);
        pending >>= WORD_BITS;
        filled -= WORD_BITS;
      }
    },
    words: () => (filled > 0n ? [...words, pending] : [...words]),
  };
}

export interface BitReader {
  readonly take: (width: number) => bigint;
  /** Whether nothing but the padding of the last word is left, and that is zero. */
  readonly isDone: () => boolean;
}

export function createBitReader(words: readonly bigint[]): BitReader {
  let index = 0;
  let pending = 0n;
  let filled = 0n;
  return {
    take(width) {
      const wanted = BigInt(width);
      while (filled < wanted) {
        const word = words[index++];
        assert(word !== undefined && word >= 0n && word <= WORD_MASK, "forecast: a word is missing or too large");
        pending |= word << filled;
        filled += WORD_BITS;
      }
      const value = pending & ((1n << wanted) - 1n);
      pending >>= wanted;
      filled -= wanted;
      return value;
    },
    isDone: () => index === words.length && pending === 0n,
  };
}

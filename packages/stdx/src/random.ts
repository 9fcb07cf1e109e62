/**
 * Random numbers that a seed repeats: for simulations, workloads and tests. Never for keys, never inside the engine.
 *
 * @module
 */
import { assert } from "./assert.ts";

/** A stream of numbers; every method advances it, but {@link Random.fork}. */
export interface Random {
  /** Uniform whole number in 0 … 2^32 − 1. */
  nextU32(): number;
  /** Uniform multiple of 2^−53 in [0, 1). */
  nextFloat(): number;
  /** Uniform whole number in `min` … `max`, both included, without bias. Asserts safe integers, min ≤ max. */
  nextInt(min: number, max: number): number;
  /** An independent stream. It depends on this stream's seed and the label only, not on what was drawn before. */
  fork(label: string | number): Random;
}

/**
 * Starts the stream of a seed. Numbers and texts that print alike are the same seed.
 *
 * The generator is sfc32 of Chris Doty-Humphrey's PractRand: 96 bits of chaotic state and a 32-bit counter, so that
 * every stream has a period of at least 2^32. The seed's characters are absorbed one round each.
 */
export function createRandom(seed: string | number): Random {
  const path = String(seed);
  let a = 0;
  let b = 0;
  let c = 0;
  let counter = 1;

  function nextU32(): number {
    const output = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + output) | 0;
    return output >>> 0;
  }

  for (let index = 0; index < path.length; index++) {
    a ^= path.charCodeAt(index);
    b ^= index;
    nextU32();
  }
  for (let round = 0; round < 15; round++) nextU32();

  /** Uniform in 0 … 2^53 − 1. */
  const next53 = (): number => (nextU32() >>> 11) * 4294967296 + nextU32();

  return {
    nextU32,
    nextFloat: () => next53() / 9007199254740992,
    nextInt(min, max) {
      assert(Number.isSafeInteger(min) && Number.isSafeInteger(max) && min <= max, "random: not a range of integers");
      const count = max - min + 1;
      assert(count <= Number.MAX_SAFE_INTEGER, "random: the range is wider than 2^53");
      const [draw, total] = count <= 4294967296 ? [nextU32, 4294967296] : [next53, 9007199254740992];
      // Draws past the last whole multiple of the count would favour small results.
      const limit = total - (total % count);
      for (;;) {
        const value = draw();
        if (value < limit) return min + (value % count);
      }
    },
    fork: (label) => createRandom(`${path}/${label}`),
  };
}

/** Goal: a seed repeats its stream for ever, without bias. Method: pinned numbers, laws, χ² with fixed seeds. */
import { describe, expect, test } from "vitest";
import { AssertionFailed } from "./assert.ts";
import { createRandom } from "./random.ts";

const draw = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);

/** Σ (observed − expected)² / expected over `cells` equally likely outcomes. */
function chiSquare(outcomes: readonly number[], cells: number): number {
  const counts = new Array<number>(cells).fill(0);
  for (const outcome of outcomes) counts[outcome]!++;
  const expected = outcomes.length / cells;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe("createRandom", () => {
  test("streams are pinned, as a separate program of sfc32 in Python gives them", () => {
    expect(draw(4, createRandom("novate").nextU32)).toEqual([2817492487, 1668362355, 548371205, 3749255740]);
    expect(draw(4, createRandom(0).nextU32)).toEqual([2024545698, 2393648737, 775579456, 488291721]);
    expect(createRandom(1).fork("trader").fork(7).nextFloat()).toBe(0.6684974229629336);
  });

  test("the same seed repeats; other seeds differ", () => {
    expect(draw(50, createRandom(42).nextU32)).toEqual(draw(50, createRandom("42").nextU32));
    const firsts = ["", "0", "00", "a", "b", "ab", "ba", "aa", ...draw(1000, () => 0).map((_, seed) => seed)];
    expect(new Set(firsts.map((seed) => createRandom(seed).nextU32())).size).toBe(firsts.length - 1); // "0" is 0
  });

  test("a fork depends on seed and label, not on earlier draws", () => {
    const [fresh, used] = [createRandom(9), createRandom(9)];
    draw(13, used.nextFloat);
    expect(draw(5, used.fork("x").nextU32)).toEqual(draw(5, fresh.fork("x").nextU32));
    expect(fresh.fork("x").nextU32()).not.toBe(fresh.fork("y").nextU32());
    expect(fresh.fork("x").nextU32()).not.toBe(fresh.nextU32());
  });

  test("floats fill [0, 1) evenly", () => {
    const random = createRandom("floats");
    const values = draw(64_000, random.nextFloat);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    // 63 degrees of freedom: the 99.99 % point is 110.
    const cells = values.map((value) => Math.floor(value * 64));
    expect(chiSquare(cells, 64)).toBeLessThan(110);
  });

  test("integers reach both ends without bias", () => {
    const random = createRandom("integers");
    const values = draw(60_000, () => random.nextInt(-2, 3));
    expect([Math.min(...values.slice(0, 1000)), Math.max(...values.slice(0, 1000))]).toEqual([-2, 3]);
    // 5 degrees of freedom: the 99.99 % point is 25.7.
    const cells = values.map((value) => value + 2);
    expect(chiSquare(cells, 6)).toBeLessThan(25.7);
    expect(random.nextInt(5, 5)).toBe(5);
  });

  test("a range of three quarters of 2^32 is not folded", () => {
    const random = createRandom("folding");
    const count = 3 * 2 ** 30;
    const thirds = draw(30_000, () => Math.floor((random.nextInt(0, count - 1) / count) * 3));
    // Without rejection the first third would be twice as likely. 2 degrees of freedom: 99.99 % at 18.4.
    expect(chiSquare(thirds, 3)).toBeLessThan(18.4);
  });

  test("ranges beyond 32 bits are whole and within bounds", () => {
    const random = createRandom("wide");
    const limit = 2 ** 52;
    const values = draw(2000, () => random.nextInt(-limit, limit - 2));
    expect(values.every((value) => Number.isSafeInteger(value) && value >= -limit && value <= limit - 2)).toBe(true);
    expect(values.some((value) => value < -limit / 2) && values.some((value) => value > limit / 2)).toBe(true);
  });

  test("a range must be one", () => {
    const random = createRandom(1);
    for (const [min, max] of [
      [1, 0],
      [0, 0.5],
      [Number.NaN, 1],
      [-(2 ** 53) + 1, 2 ** 53 - 1],
    ] as const) {
      expect(() => random.nextInt(min, max)).toThrow(AssertionFailed);
    }
  });
});

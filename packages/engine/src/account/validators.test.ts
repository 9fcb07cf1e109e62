/** Goal: it is said how few keys open every vault. Method: sets whose powers are even, or not; exactly two thirds are no quorum. */
import { expect, test } from "vitest";
import { leastQuorum } from "./validators.ts";

test.each([
  ["nobody", [], 0],
  ["one", [1], 1],
  ["two of three are two thirds", [1, 1, 1], 3],
  ["three of four", [1, 1, 1, 1], 3],
  ["one who has nearly all", [1, 1, 100, 1], 1],
  ["uneven, the least does not count", [3, 3, 3, 1], 3],
  ["uneven, the two largest do", [2, 5, 4], 2],
])("%s", (_, powers, keys) => {
  const members = powers.map((power) => ({ hot: "0x01", cold: "0x02", power: BigInt(power) }) as const);
  expect(leastQuorum(members)).toBe(keys);
});

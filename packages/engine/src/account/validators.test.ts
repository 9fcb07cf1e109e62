/** Goal: it is said how few keys open every vault. Method: sets whose powers are even, or not; exactly two thirds are no quorum. */
import { expect, test } from "vitest";
import { leastQuorum } from "./validators.ts";

test.each([
  [[], 0],
  [[1n], 1],
  [[1n, 1n, 1n], 3],
  [[1n, 1n, 1n, 1n], 3],
  [[1n, 1n, 100n, 1n], 1],
  [[2n, 5n, 3n], 3],
  [[2n, 5n, 4n], 2],
])("powers %j: %d keys", (powers, keys) => {
  const members = powers.map((power) => ({ hot: "0x01", cold: "0x02", power }) as const);
  expect(leastQuorum(members)).toBe(keys);
});

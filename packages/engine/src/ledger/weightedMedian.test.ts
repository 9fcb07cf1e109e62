/** Goal: the median of weights is the lower of two middles, in any order. Method: by hand. */
import { expect, test } from "vitest";
import { weightedMedian } from "./weightedMedian.ts";

test.each([
  [[[5n, 1]], 5n],
  [
    [
      [9n, 1],
      [1n, 1],
    ],
    1n,
  ],
  [
    [
      [9n, 3],
      [1n, 1],
      [5n, 1],
    ],
    9n,
  ],
  [
    [
      [1n, 100],
      [5n, 1],
      [9n, 100],
    ],
    5n,
  ],
  [
    [
      [7n, 0],
      [3n, 0],
    ],
    3n,
  ],
] as const)("case %#: the lower middle by weight", (points, expected) => {
  expect(weightedMedian(points.map(([value, weight]) => ({ value: value as bigint, weight })))).toBe(expected);
});

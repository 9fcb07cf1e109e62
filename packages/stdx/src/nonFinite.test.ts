/** Goal: no figure that is not finite hides at any depth. Method: a table of answers. */
import { expect, test } from "vitest";
import { nonFinitePath } from "./nonFinite.ts";

test.each<[unknown, string | undefined]>([
  [{ a: 1, b: [{ c: "NaN" }], d: null, e: 1n, f: true }, undefined],
  [{ a: 1, b: Number.NaN }, "b"],
  [{ rows: [{ p: 1 }, { p: Number.POSITIVE_INFINITY }] }, "rows[1].p"],
  [[0, Number.NEGATIVE_INFINITY], "[1]"],
])("%# is answered with its first path", (value, path) => {
  expect(nonFinitePath(value)).toBe(path);
});

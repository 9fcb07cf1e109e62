/** Goal: funding is rounded against whoever pays, and in nobody's favour who receives. Method: a table by hand. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fundingOf } from "./funding.ts";

test("a fraction of an atom is paid whole, and not received", () => {
  for (const [lots, fromE6, toE6, atoms] of [
    [3n, 0n, 1_000_000n, 3n],
    [600n, 0n, 548_333n, 329n],
    [-600n, 0n, 548_333n, -328n],
    [600n, 548_333n, 0n, -328n],
    [0n, 0n, 548_333n, 0n],
  ] as const)
    assert.equal(fundingOf(lots, fromE6, toE6), atoms);
});

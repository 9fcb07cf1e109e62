/** Goal: a broken assumption is loud. Method: both outcomes of each function. */
import { expect, test } from "vitest";
import { AssertionFailed, assert, assertNever } from "./assert.ts";

test("assert lets the truth pass and throws AssertionFailed otherwise", () => {
  expect(() => assert(true, "never shown")).not.toThrow();
  expect(() => assert(false, "balance is negative")).toThrow(new AssertionFailed("balance is negative"));
});

test("assertNever names the impossible value", () => {
  expect(() => assertNever("sideways" as never, "direction")).toThrow(new AssertionFailed("direction: sideways"));
});

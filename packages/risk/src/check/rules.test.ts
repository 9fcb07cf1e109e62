/** Goal: a field of untrusted JSON is refused by its path, with what to change. Method: one value a row. */
import { describe, expect, it, test } from "vitest";
import { refuseUnlessFinite } from "./refusal.ts";
import { type FieldRule, finite, oneOf, optional, positive } from "./rules.ts";

test.each<[rule: FieldRule, value: unknown, code: string | undefined]>([
  [positive, 1e-300, undefined],
  [positive, 0, "NotPositive"],
  [finite, -1, undefined],
  [finite, Number.NaN, "NotANumber"],
  [oneOf("call", "put"), "put", undefined],
  [oneOf("call", "put"), "straddle", "FieldUnknown"],
  [oneOf("call", "put"), undefined, "FieldMissing"],
])("%o of %o: %s", (rule, value, code) => {
  expect(rule.check(value, "x")).toEqual(
    code === undefined ? undefined : expect.objectContaining({ code, field: "x" }),
  );
});

test("an optional rule says so and checks the same", () => {
  expect(optional(positive)).toEqual({ ...positive, isOptional: true });
});

describe("refuseUnlessFinite", () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, "1", null])("refuses %o as no number", (value) => {
    expect(refuseUnlessFinite(value, "x")).toMatchObject({ code: "NotANumber", field: "x" });
  });
  it("tells a missing field from a bad one", () => {
    expect(refuseUnlessFinite(undefined, "x")).toMatchObject({ code: "FieldMissing" });
  });
});

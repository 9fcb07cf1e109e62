/**
 * Goal: a value of the wrong kind is refused by its path, and a comparison that fails says so.
 */
import { describe, expect, test } from "vitest";
import { Field, readCase } from "./field.ts";
import { EXACT, integerFigure, judge } from "./result.ts";

const refusalOf = (value: unknown, read: (field: Field) => unknown) =>
  readCase(() => read(new Field(value, "root")) as object);

describe("fields", () => {
  test.each([
    ["FieldMissing", "root.a", {}, (field: Field) => field.get("a").number],
    ["NotANumber", "root.a", { a: [] }, (field: Field) => field.get("a").number],
    ["NotANumber", "root.a", { a: Number.POSITIVE_INFINITY }, (field: Field) => field.get("a").number],
    ["NotPositive", "root.a", { a: 0 }, (field: Field) => field.get("a").positive],
    ["Negative", "root.a", { a: -1 }, (field: Field) => field.get("a").notNegative],
    ["OutOfRange", "root.a", { a: 2 }, (field: Field) => field.get("a").within(0, 1)],
    ["NotANumber", "root.a", { a: 1.5 }, (field: Field) => field.get("a").integer],
    ["NotANumber", "root.a", { a: 2 ** 60 }, (field: Field) => field.get("a").integer],
    ["NotANumber", "root.a[1]", { a: [1, "x"] }, (field: Field) => field.get("a").list.map((item) => item.number)],
    ["FieldMissing", "root.a", {}, (field: Field) => field.get("a").names],
    ["NotANumber", "root.a", { a: [1] }, (field: Field) => field.get("a").names],
    ["FieldMissing", "root.toString", {}, (field: Field) => field.get("toString").text],
    ["NotANumber", "root.a", { a: 3 }, (field: Field) => field.get("a").flag],
  ] as const)("%s at %s", (code, field, value, read) => {
    expect(refusalOf(value, read)).toMatchObject({ ok: false, code, field });
  });

  test("integers beyond 2^53 are read from text; decimals may be quoted", () => {
    expect(new Field("18446744073709551615", "").integer).toBe(18_446_744_073_709_551_615n);
    expect(new Field("-0.5", "").number).toBe(-0.5);
  });

  test("what is no fault of the file is not caught", () => {
    const broken = (): object => {
      throw new RangeError("a bug");
    };
    expect(() => readCase(broken)).toThrow(RangeError);
  });
});

describe("judge", () => {
  const near = { absolute: 0.5, relative: 0 };

  test("lists and records are compared item by item", () => {
    const computed = { list: [1, 2], record: { a: 1, extra: 9 }, text: "x" };
    expect(judge("", computed, { list: [1, 2.4], record: { a: 1.5 }, text: "x" }, () => near).isWithinTolerance).toBe(
      true,
    );
    expect(judge("", computed, { list: [1, 2.6] }, () => near).isWithinTolerance).toBe(false);
    expect(judge("", computed, { list: [1] }, () => near).isWithinTolerance).toBe(false);
    expect(judge("", computed, { record: { b: 0 } }, () => near).isWithinTolerance).toBe(false);
    expect(judge("", computed, { text: "y" }, () => EXACT)).toMatchObject({
      isWithinTolerance: false,
      differences: { text: false },
    });
  });

  test("a case without expectations is not judged", () => {
    expect(judge("only", { a: 1 }, {}, () => EXACT)).toEqual({ name: "only", computed: { a: 1 } });
  });

  test("integers are text once a number would round them", () => {
    expect([integerFigure(2n ** 53n - 1n), integerFigure(2n ** 53n)]).toEqual([2 ** 53 - 1, "9007199254740992"]);
  });
});

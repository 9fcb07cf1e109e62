/**
 * Goal: every case of a file is found, and one without its marker is there to be refused by name.
 */
import { describe, expect, test } from "vitest";
import { casesWith } from "./cases.ts";
import { Field, readCase } from "./field.ts";

const namesOf = (file: unknown) =>
  readCase(() => casesWith("Scenario", new Field(file, ""), "file").map(([name]) => name));

describe("casesWith", () => {
  test.each([
    ["a single case", { Scenario: {} }, ["file"]],
    ["a list", [{ Scenario: {} }, {}], ["file[0]", "file[1]"]],
    ["named cases, remarks apart", { note: "of May", a: { Scenario: {} }, b: { Scenario: {} } }, ["a", "b"]],
    ["a named case without its marker", { a: { Scenario: {} }, b: { Scene: {} } }, ["a", "b"]],
    ["a named case that is nothing, or a list", { a: { Scenario: {} }, b: null, c: [] }, ["a", "b", "c"]],
  ])("%s", (_, file, names) => {
    expect(namesOf(file)).toEqual(names);
  });

  test("a file without any case is refused by the marker", () => {
    expect(namesOf({ a: { Scene: {} } })).toMatchObject({ ok: false, code: "FieldMissing", field: "Scenario" });
  });
});

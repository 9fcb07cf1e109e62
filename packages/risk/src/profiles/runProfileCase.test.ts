/**
 * Goal: one dispatch for every family, which refuses and never throws. Method: by name, and arbitrary JSON.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listProfiles, runProfileCase } from "./runProfileCase.ts";
import { type Pmrm2Row, pmrm2Case, readVector } from "./testing/vectors.ts";

const names = listProfiles().map(({ name }) => name);

describe("profiles", () => {
  test("the house's own is listed first, and each says where it comes from", () => {
    expect(names[0]).toBe("standard");
    expect(new Set(names).size).toBe(names.length);
    for (const profile of listProfiles()) expect(profile.sources.length).toBeGreaterThan(0);
  });

  test("an unknown profile is refused with the known ones", () => {
    expect(runProfileCase("spam", {})).toMatchObject({
      ok: false,
      code: "FieldUnknown",
      field: "profile",
      detail: expect.stringContaining("span"),
    });
    expect(runProfileCase("standard", {})).toMatchObject({ ok: false, code: "NotCovered", field: "profile" });
  });

  test("a single case is named after its file", () => {
    const row = readVector<{ cases: readonly Pmrm2Row[] }>("derivePmrm2").cases[0];
    if (row === undefined) throw new Error("no case");
    expect(runProfileCase("derive-pmrm2", pmrm2Case(row), "folder/test_3.json.gz")).toMatchObject({
      cases: [{ name: "test_3" }],
    });
    const many = { first: pmrm2Case(row), second: pmrm2Case(row) };
    expect(runProfileCase("derive-pmrm2", many)).toMatchObject({ cases: [{ name: "first" }, { name: "second" }] });
  });

  test.each(names.slice(1))("%s refuses arbitrary JSON and never throws", (name) => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (json) => {
        const answer = runProfileCase(name, json);
        if (!answer.ok) expect(answer.detail).not.toBe("");
      }),
      { numRuns: 60 },
    );
  });
});

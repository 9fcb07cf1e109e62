/**
 * Goal: one dispatch for every family, which refuses and never throws. Method: by name, and arbitrary JSON.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listProfiles, runProfileCase } from "./runProfileCase.ts";
import { type Pmrm2Row, pmrm2Case, readVector } from "./testing/vectors.ts";

const names = listProfiles().map(({ name }) => name);

const FEE_ARGUMENTS = ["base_liquidation_fee", "max_liquidation_fee", "last_active_user_slot", "current_slot"];

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
    const skipped = runProfileCase("derive-pmrm2", pmrm2Case(row), "test_67_misc.json");
    expect(skipped).toMatchObject({ cases: [{ excluded: expect.stringContaining("upstream") }] });
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

  test("sizes that are in range alone but not together are refused by the figure they ruin", () => {
    const events = [{ key1: "START", key4: 0, key5: 1e40 }];
    const json = {
      StartingBalances: [-1, 0, 0, 0, 0, 1].map((balance) => balance * 1e18),
      SMFeeShare: [0],
      EventsVec: events,
    };
    expect(runProfileCase("derive-cash", json)).toMatchObject({
      ok: false,
      code: "OutOfRange",
      field: "case.totalSupplys[0]",
    });
  });

  test("a case that cannot be read is refused by itself; the others of its file are answered", () => {
    const good = {
      fn: "get_liquidation_fee",
      argNames: FEE_ARGUMENTS,
      args: [20_000, 50_000, 0, 10],
      expected: 20_000,
    };
    const answer = runProfileCase("drift-liquidation", {
      cases: [good, { ...good, fn: "get_rich" }, { ...good, args: [] }],
    });
    expect(answer).toMatchObject({
      ok: true,
      cases: [
        { isWithinTolerance: true },
        { computed: {}, refused: { code: "FieldUnknown", field: "cases[1].fn" } },
        { computed: {}, refused: { code: "FieldMissing", field: "cases[2].argNames" } },
      ],
    });
    expect(runProfileCase("drift-liquidation", { cases: [{ ...good, fn: "get_rich" }] })).toMatchObject({
      ok: false,
      field: "cases[0].fn",
    });
  });

  test("one absurd value anywhere in a case is refused or yields finite margins", () => {
    const row = readVector<{ cases: readonly Pmrm2Row[] }>("derivePmrm2").cases.find(({ name }) =>
      name.includes("perp_hedging"),
    );
    if (row === undefined) throw new Error("no case");
    const text = JSON.stringify(pmrm2Case(row));
    const leaves = [...text.matchAll(/:(-?[\d.]+(?:e-?\d+)?|true|false)(?=[,}])/g)];
    const absurd = fc.constantFrom("null", "-1", "0", '"x"', "1e300", "-1e300", "1e-300", "[]", "{}");
    fc.assert(
      fc.property(fc.nat({ max: leaves.length - 1 }), absurd, (index, value) => {
        const leaf = leaves[index];
        if (leaf === undefined) return;
        const end = leaf.index + leaf[0].length;
        const answer = runProfileCase(
          "derive-pmrm2",
          JSON.parse(`${text.slice(0, leaf.index)}:${value}${text.slice(end)}`),
        );
        if (!answer.ok) expect(answer.field).not.toBe("");
        else for (const { computed } of answer.cases) expect(JSON.stringify(computed)).not.toContain("null");
      }),
      { numRuns: 300 },
    );
  });
});

/** Goal: a document names another house's model and brings a case in its form, or is refused. Method: one fault a row. */
import { describe, expect, it, test } from "vitest";
import { answerCase, isCaseDocument } from "./answerCase.ts";
import { type Pmrm2Row, pmrm2Case, readVector } from "./testing/vectors.ts";

const [row] = readVector<{ cases: readonly Pmrm2Row[] }>("derivePmrm2").cases;
const sound = { profile: "derive-pmrm2", case: pmrm2Case(row!) };

test("the house's own profile, and what is no document, is not a case", () => {
  expect(isCaseDocument(sound)).toBe(true);
  for (const other of [{ profile: "standard" }, { profile: 3 }, {}, null, "derive-pmrm2", []])
    expect(isCaseDocument(other)).toBe(false);
});

describe("answerCase", () => {
  it("answers a case as the model does", () => {
    expect(answerCase(sound)).toMatchObject({
      ok: true,
      answer: { profile: "derive-pmrm2", cases: [{ isWithinTolerance: true }] },
    });
  });

  it.each<[string, string, string, object]>([
    ["an unknown profile", "FieldUnknown", "profile", { profile: "basel" }],
    ["a field of the house's own document", "FieldUnknown", "method", { method: "portfolio" }],
    ["a case that lacks a field", "FieldMissing", "case.Scenario", { case: { Parameters: {} } }],
  ])("refuses %s", (_, code, field, change) => {
    const refused = answerCase({ ...sound, ...change });
    expect(refused).toMatchObject({ ok: false, code, field: expect.stringContaining(field) });
  });

  it("refuses a document without a case", () => {
    const { case: _, ...rest } = sound;
    expect(answerCase(rest as typeof sound)).toMatchObject({ ok: false, code: "FieldMissing", field: "case" });
  });
});

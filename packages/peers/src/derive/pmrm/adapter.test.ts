/**
 * Goal: published margins come out to the printed dollar, in both forms of the case file. Method: compact cases.
 */
import { describe, expect, test } from "vitest";
import { runProfileCase } from "../../runProfileCase.ts";
import { type PlainRow, plainCase, readVector } from "../../testing/vectors.ts";

const { cases } = readVector<{ cases: readonly PlainRow[] }>("derivePmrm");

describe("derive-pmrm reproduces", () => {
  test.each(cases)("$id", (row) => {
    const answer = runProfileCase("derive-pmrm", { cases: [plainCase(row)] });
    expect(answer).toMatchObject({ ok: true, cases: [{ name: row.id, isWithinTolerance: true }] });
  });

  test("initial margin is never above maintenance margin", () => {
    const answer = runProfileCase("derive-pmrm", { cases: cases.map(plainCase) });
    if (!answer.ok) throw new Error(answer.detail);
    for (const { computed } of answer.cases) {
      expect(computed.initialMargin as number).toBeLessThanOrEqual(computed.maintenanceMargin as number); // the adapter's own
    }
  });

  test("a forward already fixed by the settlement average does not move with spot", () => {
    const wad = (value: number): number => value * 1e18;
    const scenario = (fixed: number) => ({
      Scenario: {
        OptionExpiries: [900],
        OptionStrikes: [wad(1000)],
        OptionIsCall: [1],
        OptionAmounts: [wad(-1)],
        OptionVols: [wad(0.5)],
        OptionVolConfidences: [wad(1)],
        Cash: 0,
        Perps: 0,
        Base: 0,
        SpotPrice: wad(1500),
        SpotConfidence: wad(1),
        Forwards: [wad(1500)],
        ForwardsFixed: [wad(1500 * fixed)],
        ForwardsVariable: [wad(1500 * (1 - fixed))],
        ForwardConfidences: [wad(1)],
        Rates: [0],
        RateConfidences: [wad(1)],
        StablePrice: wad(1),
      },
    });
    const spanOf = (fixed: number): number => {
      const answer = runProfileCase("derive-pmrm", scenario(fixed));
      if (!answer.ok) throw new Error(answer.detail);
      return (answer.cases[0]?.computed.MinSpan as number) / 1e18; // the adapter's own
    };
    expect(spanOf(0)).toBeCloseTo(-225, 6); // 15 % of 1500, deep in the money
    expect(spanOf(0.75)).toBeCloseTo(-225 / 4, 6);
  });
});

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
    const scenario = (portions: object) => ({
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
        ...portions,
        ForwardConfidences: [wad(1)],
        Rates: [0],
        RateConfidences: [wad(1)],
        StablePrice: wad(1),
      },
    });
    const spanOf = (portions: object): number => {
      const answer = runProfileCase("derive-pmrm", scenario(portions));
      if (!answer.ok) throw new Error(answer.detail);
      return (answer.cases[0]?.computed.MinSpan as number) / 1e18; // the adapter's own
    };
    const stated = (fixed: number) => ({
      ForwardsFixed: [wad(1500 * fixed)],
      ForwardsVariable: [wad(1500 * (1 - fixed))],
    });
    expect(spanOf(stated(0))).toBeCloseTo(-225, 6); // 15 % of 1500, deep in the money
    expect(spanOf(stated(0.75))).toBeCloseTo(-225 / 4, 6);
    expect(spanOf({})).toBeCloseTo(-225 / 2, 6); // half of the half hour has passed
  });

  test("nor does one that a plain case states whole, in the half hour before expiry", () => {
    const spanAt = (secondsToExpiry: number): number => {
      const answer = runProfileCase("derive-pmrm", {
        market: { ETH: { spot: 1500, spotConfidence: 1, expiries: { soon: { secondsToExpiry, forward: 1500 } } } },
        stablePrice: 1,
        options: [{ underlying: "ETH", expiry: "soon", strike: 1000, isCall: true, amount: -1, vol: 0.5 }],
      });
      if (!answer.ok) throw new Error(`${answer.field}: ${answer.detail}`);
      const profits = answer.cases[0]?.computed.scenarioPnls as readonly number[][] | undefined; // the adapter's own
      return Math.min(...(profits ?? []).flat());
    };
    expect(spanAt(450)).toBeCloseTo(spanAt(1800) / 4, 6);
  });
});

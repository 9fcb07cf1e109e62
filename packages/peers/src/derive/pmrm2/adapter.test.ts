/**
 * Goal: published margins and all 31 scenario profits come out to 1e-6 of the figure. Method: compact published cases.
 */
import { describe, expect, test } from "vitest";
import { runProfileCase } from "../../runProfileCase.ts";
import { type Pmrm2Row, pmrm2Case, readVector } from "../../testing/vectors.ts";

const { cases } = readVector<{ cases: readonly Pmrm2Row[] }>("derivePmrm2");

const marginsOf = (json: unknown) => {
  const answer = runProfileCase("derive-pmrm2", json);
  if (!answer.ok) throw new Error(`${answer.field}: ${answer.detail}`);
  const [first] = answer.cases;
  if (first === undefined) throw new Error("no case");
  return first;
};

describe("derive-pmrm2 reproduces", () => {
  test.each(cases)("$name", (row) => {
    const { computed, isWithinTolerance } = marginsOf(pmrm2Case(row));
    expect(isWithinTolerance).toBe(true);
    const profits = computed.scenarioPnls as readonly number[]; // the adapter's own list
    expect(profits).toHaveLength(row.profits.length);
    for (const [index, wanted] of row.profits.entries()) {
      expect(Math.abs((profits[index] ?? Number.NaN) - wanted)).toBeLessThanOrEqual(
        1e-6 * Math.max(1, Math.abs(wanted)),
      );
    }
  });
});

describe("derive-pmrm2 is a function of the account alone", () => {
  const row = cases.find(({ name }) => name.includes("general_test_1"));
  if (row === undefined) throw new Error("the general case is missing");

  test("the order of options and collaterals does not matter", () => {
    const turned = { ...row, options: [...row.options].reverse(), collaterals: [...row.collaterals].reverse() };
    const { computed } = marginsOf(pmrm2Case(turned));
    expect(computed.IM).toBeCloseTo(row.initialMargin, 3);
    expect(computed.MM).toBeCloseTo(row.maintenanceMargin, 3);
  });

  test("an option held in two halves is the same option", () => {
    const halves = row.options.flatMap((option) => {
      const half = [...option.slice(0, 5), (option[5] as number) / 2]; // the amount, as generated
      return [half, half];
    });
    expect(marginsOf(pmrm2Case({ ...row, options: halves })).computed.MM).toBeCloseTo(row.maintenanceMargin, 3);
  });
});

describe("the settlement average fixes a forward over the last half hour", () => {
  // A short call far in the money loses as its forward rises, by 18 % at most; nothing else of it moves.
  const spanAt = (seconds: number): number => {
    const json = pmrm2Case({
      name: "short call",
      account: [0, 1000, 1, 1, 0, 0, 1, 0, 0],
      collaterals: [],
      feeds: [[seconds, 1000, 1, 0, 1, 1]],
      options: [[seconds, 10, 1, 0.5, 1, -1]],
      initialMargin: 0,
      maintenanceMargin: 0,
      profits: [],
    });
    return (marginsOf(json).computed.scenarioPnls as readonly number[])[0] ?? Number.NaN; // the adapter's own list
  };
  test.each([
    [3600, 1],
    [1800, 1],
    [1799, 1799 / 1800],
    [900, 0.5],
    [50, 1 / 36],
    [0, 0],
  ])("%d seconds before expiry a shock moves %d of it", (seconds, share) => {
    expect(spanAt(seconds)).toBeCloseTo(-180 * share, 6);
  });
});

describe("derive-pmrm2 refuses", () => {
  const [row] = cases;
  const whole = row === undefined ? undefined : pmrm2Case(row);
  test.each([
    ["Scenario.SpotPrice", { SpotPrice: -1 }],
    ["Scenario.StablePrice", { StablePrice: 0 }],
    ["Scenario.SpotConfidence", { SpotConfidence: 2 }],
    ["Scenario.Cash", { Cash: "much" }],
    [
      "Scenario.Options[0].Expiry",
      { Options: [{ Expiry: 1, Strike: 1, IsCall: 1, MarkVol: 1, MarkDiscount: 1, Amount: 1 }] },
    ],
  ])("%s", (field, change) => {
    const answer = runProfileCase("derive-pmrm2", { ...whole, Scenario: { ...whole?.Scenario, ...change } });
    expect(answer).toMatchObject({ ok: false, field });
  });
});

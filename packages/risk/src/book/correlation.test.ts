/**
 * Goal: a credit rests on a correlation that is measured right and gone when it breaks. Method: series by hand.
 */
import { describe, expect, it } from "vitest";
import { creditPpmOf, realisedCorrelation } from "./correlation.ts";

describe("realisedCorrelation", () => {
  it("MARG-023: is 1 for proportional, −1 for opposite and by hand for mixed returns", () => {
    expect(realisedCorrelation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 14);
    expect(realisedCorrelation([1, 2, 3], [-1, -2, -3])).toBeCloseTo(-1, 14);
    // Means 2 and 2; products 0 + 0 + 1 + … : (−1·−1 + 0·1 + 1·0) / √(2·2) = 0.5.
    expect(realisedCorrelation([1, 2, 3], [1, 3, 2])).toBeCloseTo(0.5, 14);
  });
  it("MARG-023: is nothing where there is nothing to measure", () => {
    expect(realisedCorrelation([], [])).toBe(0);
    expect(realisedCorrelation([1], [1])).toBe(0);
    expect(realisedCorrelation([1, 1, 1], [1, 2, 3])).toBe(0);
  });
});

describe("creditPpmOf", () => {
  const rule = { creditPpm: 400_000, holdAt: 0.8, breakAt: 0.6 };
  it.each([
    [0.79, false, 0],
    [0.8, false, 400_000],
    [0.7, true, 400_000],
    [0.6, true, 400_000],
    [0.59, true, 0],
  ])("MARG-023: at %s with credit %s it gives %s", (correlation, hadCredit, expected) => {
    expect(creditPpmOf(rule, correlation, hadCredit)).toBe(expected);
  });
});

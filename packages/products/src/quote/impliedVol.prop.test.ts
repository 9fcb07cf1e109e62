/**
 * Goal: a price gives back the volatility it was made with, to the digits that the price holds.
 * Method: round trips over every branch of the solver; prices outside their bounds.
 *
 * @module
 */

import { outOfTheMoneyValue } from "@novate/risk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { impliedStdDev, impliedVol } from "./impliedVol.ts";

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe("impliedStdDev", () => {
  it("inverts the price to 1e-12", () => {
    fc.assert(
      fc.property(within(-6, 6), within(-4, 0.7), (logStrike, logDev) => {
        const strike = 100 * Math.exp(logStrike);
        const stdDev = 10 ** logDev;
        const value = outOfTheMoneyValue(100, strike, stdDev);
        fc.pre(value > 1e-290 && value < 0.9 * Math.min(100, strike));
        expect(Math.abs(impliedStdDev(100, strike, value) / stdDev - 1)).toBeLessThan(1e-12);
      }),
      { numRuns: 1000 },
    );
  });
  it("inverts prices near their upper bound as far as they determine it", () => {
    const value = outOfTheMoneyValue(100, 110, 7);
    expect(outOfTheMoneyValue(100, 110, impliedStdDev(100, 110, value))).toBeCloseTo(value, 12);
  });
});

describe("impliedVol", () => {
  const quote = { kind: "put" as const, forward: 100, strike: 120, yearsToExpiry: 0.25, discount: 0.99 };
  it("is zero at intrinsic value", () => {
    expect(impliedVol({ ...quote, discount: 1, value: 20 })).toEqual({ ok: true, volAnnual: 0 });
  });
  it.each([
    [{ value: 19 }, "PriceOutOfBounds", "value"],
    [{ value: 119 }, "PriceOutOfBounds", "value"],
    [{ value: Number.NaN }, "NotANumber", "value"],
    [{ value: 25, yearsToExpiry: 0 }, "NotPositive", "yearsToExpiry"],
    [{ value: 25, strike: -1 }, "NotPositive", "strike"],
  ])("refuses %o", (change, code, field) => {
    expect(impliedVol({ ...quote, ...change })).toMatchObject({ ok: false, code, field });
  });
});

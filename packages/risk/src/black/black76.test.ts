/**
 * Goal: values and Greeks are right to 13 digits wherever an option is worth anything, and limits are exact.
 * Method: the closed form evaluated elsewhere with 60 digits, and hand-written limits.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { black76Value, type OptionKind } from "./black76.ts";
import { forwardGreeks, type ValueAndGreeks } from "./greeks.ts";

interface Golden extends Record<keyof ValueAndGreeks, string> {
  readonly input: readonly [OptionKind, number, number, number, number, number];
}
const golden: { cases: Golden[] } = JSON.parse(
  readFileSync(new URL("../../../../vectors/value/black76.json", import.meta.url), "utf8"),
);
const optionOf = ([kind, forward, strike, yearsToExpiry, volAnnual, discount]: Golden["input"]) => ({
  kind,
  forward,
  strike,
  yearsToExpiry,
  volAnnual,
  discount,
});

describe("Black-76 against 60-digit arithmetic", () => {
  it.each(golden.cases)("$input", (row) => {
    const result = forwardGreeks(optionOf(row.input));
    const scale = Number(row.vega) / row.input[4];
    for (const name of ["value", "delta", "gamma", "vega", "rho"] as const)
      expect(Math.abs(result[name] / Number(row[name]) - 1), name).toBeLessThan(1e-13);
    // These three cross zero: accurate against the size of their parts.
    expect(Math.abs(result.theta - Number(row.theta))).toBeLessThan(1e-13 * (Math.abs(Number(row.theta)) + scale));
    expect(Math.abs(result.volga - Number(row.volga))).toBeLessThan(1e-13 * (Math.abs(Number(row.volga)) + scale));
    expect(Math.abs(result.vanna - Number(row.vanna))).toBeLessThan(
      1e-13 * (Math.abs(Number(row.vanna)) + scale / row.input[1]),
    );
  });
});

describe("limits", () => {
  it("is exactly intrinsic without time or volatility", () => {
    expect(black76Value("call", 100, 60, 0)).toBe(40);
    expect(black76Value("put", 100, 60, 0)).toBe(0);
    expect(black76Value("call", 100, 0, 0.5)).toBe(100);
    expect(black76Value("put", 100, 0, 0.5)).toBe(0);
  });
  it("approaches the forward and the strike as volatility grows", () => {
    expect(black76Value("call", 100, 120, 200)).toBe(100);
    expect(black76Value("put", 100, 120, 200)).toBe(120);
  });
  it("has half a delta at the strike at expiry, and no gamma", () => {
    const expired = forwardGreeks({
      kind: "put",
      forward: 100,
      strike: 100,
      yearsToExpiry: 0,
      volAnnual: 0.5,
      discount: 1,
    });
    expect(expired).toMatchObject({ value: 0, delta: -0.5, gamma: 0, vega: 0, theta: 0 });
  });
});

/** Goal: a move is told in units of its time and shown in units of another. Method: closed cases and golden bits. */
import { HOUR_MS, YEAR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { jointShockOf, standardisedMoveE6 } from "./moves.ts";

test("FCST-071 a move of one deviation is a million, whatever the volatility and the time", () => {
  for (const [volAnnual, hours] of [
    [0.5, 1],
    [1.2, 6],
    [0.05, 8_760],
  ] as const) {
    const deviation = volAnnual * Math.sqrt(hours / 8_760);
    const before = { price: 200, volAnnual, timeMs: 5_000 };
    expect(standardisedMoveE6(before, 200 * (1 + deviation), 5_000 + hours * HOUR_MS)).toBe(1_000_000);
    expect(standardisedMoveE6(before, 200 * (1 - deviation / 2), 5_000 + hours * HOUR_MS)).toBe(-500_000);
    expect(jointShockOf(1_000_000, volAnnual, hours * HOUR_MS).spot).toBeCloseTo(deviation, 12);
  }
});

test("FCST-072 no single print counts for more than twenty deviations", () => {
  const before = { price: 100, volAnnual: 0.5, timeMs: 0 };
  expect(standardisedMoveE6(before, 1_000, HOUR_MS)).toBe(20_000_000);
  expect(standardisedMoveE6(before, 1, HOUR_MS)).toBe(-20_000_000);
});

test("FCST-071 what cannot be measured is refused", () => {
  const before = { price: 100, volAnnual: 0.5, timeMs: 0 };
  expect(() => standardisedMoveE6(before, 101, 0)).toThrow(/measure/);
  expect(() => standardisedMoveE6({ ...before, price: 0 }, 101, 1)).toThrow(/measure/);
  expect(() => standardisedMoveE6({ ...before, volAnnual: 0 }, 101, YEAR_MS)).toThrow(/measure/);
});

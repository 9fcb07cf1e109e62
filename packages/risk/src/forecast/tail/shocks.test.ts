/** Goal: shocks count once an hour, at once, and fade. Method: moves in multiples of the slow deviation, by hand. */
import { DAY_MS, HOUR_MS, MINUTE_MS, YEAR_MS } from "@novate/num";
import { describe, expect, test } from "vitest";
import { STANDARD_FORECAST } from "../rule/parameters.ts";
import { countShock, type Shocks, shockFactor } from "./shocks.ts";

const START = 20_000 * DAY_MS;
/** One hour's deviation is 0.01. */
const VARIANCE = (0.01 * 0.01 * YEAR_MS) / HOUR_MS;
const calm: Shocks = { anchor: { timeMs: START, lnPrice: 0 }, intensity: 0 };
const after = (shocks: Shocks, minutes: number, lnPrice: number, sinceMinutes = minutes): Shocks => {
  const price = { timeMs: START + minutes * MINUTE_MS, lnPrice };
  return countShock(shocks, price, sinceMinutes * MINUTE_MS, VARIANCE, STANDARD_FORECAST);
};

describe("FCST-088: what is a shock", () => {
  test.each<[string, number, number, number]>([
    ["three slow deviations in an hour are none", 60, 0.029_9, 0],
    ["more are one, either way", 60, -0.030_1, 1],
    ["seen at once, within the hour", 5, 0.030_1, 1],
    ["over four hours the deviation is twice as large", 240, 0.059_9, 0],
    ["and beyond it a shock", 240, 0.060_1, 1],
  ])("%s", (_, minutes, lnPrice, expected) => {
    expect(after(calm, minutes, lnPrice).intensity).toBe(expected);
  });

  test("an hour has one at most, at whatever pace prices come", () => {
    let shocks = calm;
    for (let minutes = 5; minutes <= 60; minutes += 5) shocks = after(shocks, minutes, minutes * 0.01, 5);
    expect(shocks.intensity).toBeGreaterThan(1.9); // the second at the end of the hour, by what came after the first
    expect(shocks.intensity).toBeLessThan(2);
    expect(shocks.anchor.timeMs).toBe(START + 2 * HOUR_MS);
  });

  test("a quiet hour starts the next one from its own price", () => {
    expect(after(calm, 60, 0.02).anchor).toStrictEqual({ timeMs: START + HOUR_MS, lnPrice: 0.02 });
    expect(after(calm, 30, 0.02).anchor).toStrictEqual(calm.anchor);
  });
});

describe("FCST-089: what a shock adds", () => {
  test("a fifth, fading with a day, and bounded", () => {
    const one = after(calm, 60, 0.05);
    expect(shockFactor(one, STANDARD_FORECAST)).toBeCloseTo(1.2, 12);
    const dayLater = countShock(one, { ...one.anchor, timeMs: START + DAY_MS }, DAY_MS, VARIANCE, STANDARD_FORECAST);
    expect(shockFactor(dayLater, STANDARD_FORECAST)).toBeCloseTo(1 + 0.2 / Math.E, 12);
    let shocks = calm;
    for (let hour = 1; hour <= 40; hour++) shocks = after(shocks, hour * 60, hour, 60);
    expect(shocks.intensity).toBe(8);
  });
});

/** Goal: a storm is what was known at the time. Method: made-up hours, by hand. */
import { DAY_MS } from "@novate/num";
import { describe, expect, test } from "vitest";
import { historyOf, walk } from "../testing/sample.ts";
import { stormsOf } from "./storms.ts";

/** Hours that move 1 % up and down in turn, but `storm` in the hours of the last day. */
const path = (days: number, storm: number): number[] =>
  Array.from({ length: 24 * days }, (_, hour) =>
    hour % 2 === 0 ? 100 : 100 * (1 + (hour < 24 * days - 24 ? 0.01 : storm)),
  );
const flags = (prices: readonly number[]) => stormsOf(historyOf(prices).points);

describe("FCST-093: storms by what was known", () => {
  test("never in the first day, nor while nothing changes", () => {
    expect(flags(path(40, 0.01))).not.toContain(true);
    expect(flags([100, 150, 100, 150]).some(Boolean)).toBe(false);
  });

  test("a day of 1.5 times the median volatility is one, of 1.4 none", () => {
    expect(flags(path(40, 0.015_5)).at(-1)).toBe(true);
    expect(flags(path(40, 0.014)).at(-1)).toBe(false);
  });

  test("a move beyond four sigma makes a day of it, and no longer", () => {
    const prices = path(40, 0.01);
    const shocked = prices.map((price, hour) => (hour < 24 * 35 ? price : price * 1.06));
    const storm = flags(shocked);
    expect(storm[24 * 35 - 1]).toBe(false);
    expect(storm[24 * 35]).toBe(true);
    expect(storm[24 * 36 - 1]).toBe(true);
    expect(storm[24 * 36]).toBe(false);
  });

  test("no later price changes it", () => {
    const past = walk(5, 24 * 40, 0.02);
    const crash = past.map((price, hour) => (hour < 24 * 38 ? price : price / 2));
    expect(flags(crash).slice(0, 24 * 38)).toStrictEqual(flags(past).slice(0, 24 * 38));
  });

  test("prices after a hole make no return across it", () => {
    const { points } = historyOf(path(40, 0.01));
    const late = points.map(({ timeMs, price }, hour) => ({
      timeMs: hour < 24 * 20 ? timeMs : timeMs + 10 * DAY_MS,
      price: hour < 24 * 20 ? price : 3 * price,
    }));
    expect(stormsOf(late)).not.toContain(true);
  });
});

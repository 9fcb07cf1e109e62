/** Goal: one mark never moves the second clock alone, at any pace of marks. Method: tables of marks against their median. */
import type { MarketRow, PricePoint } from "@novate/codec";
import { ticks } from "@novate/num";
import { expect, test } from "vitest";
import { medianMark, withMark } from "./medianMark.ts";

const WINDOW_MS = 30_000;
/** The market after these marks, at (second, ticks). */
function marked(...marks: readonly (readonly [number, bigint])[]): MarketRow {
  let recentMarks: PricePoint[] = [];
  for (const [second, value] of marks)
    recentMarks = withMark(recentMarks, { timeMs: 1_000_000 + second * 1_000, value }, WINDOW_MS);
  return { recentMarks, mark: { priceTicks: ticks(marks.at(-1)![1]), atMs: 0 } } as unknown as MarketRow; // all that the median reads
}
const medianAt = (market: MarketRow, second: number) => {
  const nowMs = 1_000_000 + second * 1_000;
  return medianMark(market, nowMs - WINDOW_MS, nowMs);
};

test("LIQ-017 the mark that stood for half of the window decides", () => {
  expect(medianAt(marked([0, 100n]), 0)).toBe(100n);
  expect(medianAt(marked([0, 100n], [20, 50n]), 20)).toBe(100n); // blocks far apart: the wick has stood for no time
  expect(medianAt(marked([0, 100n], [20, 50n]), 34)).toBe(100n);
  expect(medianAt(marked([0, 100n], [20, 50n]), 35)).toBe(50n); // 15 of 30 seconds
  expect(medianAt(marked([0, 100n], [3_600, 50n]), 3_600)).toBe(100n); // blocks further apart than the window
  expect(medianAt(marked([0, 100n], [10, 50n], [11, 101n]), 30)).toBe(101n);
});

test("LIQ-017 a short is protected from a rise as a long is from a fall", () => {
  expect(medianAt(marked([0, 100n], [20, 200n]), 20)).toBe(100n);
  expect(medianAt(marked([0, 100n], [20, 200n]), 36)).toBe(200n);
});

test("LIQ-017 marks many times a second keep the whole window in the row", () => {
  const marks = Array.from({ length: 400 }, (_, index) => [index / 10, BigInt(index)] as const);
  const market = marked(...marks);
  expect(market.recentMarks.length).toBeLessThanOrEqual(62);
  expect(medianAt(market, 39.9)).toBeGreaterThanOrEqual(240n);
  expect(medianAt(market, 39.9)).toBeLessThanOrEqual(256n);
});

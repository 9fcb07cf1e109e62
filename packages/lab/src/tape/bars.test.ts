/**
 * Goal: resampling neither shows a trade before it happened nor loses a wick.
 * Method: three bars of one source and one of another, gathered into steps of five seconds by hand.
 */
import { describe, expect, it } from "vitest";
import { type Bar, barsToSteps } from "./bars.ts";

const bar = (endMs: number, low: bigint, high: bigint, close: bigint, source = 0): Bar => ({
  source,
  endMs,
  low,
  high,
  close,
  size: 2n,
});
const toFive = (endMs: number): number => Math.ceil(endMs / 5_000) * 5_000;

describe("barsToSteps", () => {
  it("keeps the last close, the whole range and the total size of each step", () => {
    const bars = [
      bar(5_000, 90n, 99n, 95n),
      bar(3_000, 80n, 101n, 100n),
      bar(5_001, 94n, 96n, 96n),
      bar(9_000, 7n, 9n, 8n, 1),
    ];
    expect(barsToSteps(bars, 2, toFive)).toEqual([
      { timeMs: 5_000, prints: [{ lastTicks: 95n, lowTicks: 80n, highTicks: 101n, size: 4n }, undefined] },
      {
        timeMs: 10_000,
        prints: [
          { lastTicks: 96n, lowTicks: 94n, highTicks: 96n, size: 2n },
          { lastTicks: 8n, lowTicks: 7n, highTicks: 9n, size: 2n },
        ],
      },
    ]);
  });

  it("leaves out a step in which nobody printed", () => {
    expect(
      barsToSteps([bar(1_000, 1n, 1n, 1n), bar(21_000, 1n, 1n, 1n)], 1, toFive).map((step) => step.timeMs),
    ).toEqual([5_000, 25_000]);
  });
});

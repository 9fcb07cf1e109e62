/** Goal: a crisis is judged by its blocks. Method: made-up periods, by hand. */
import { HOUR_MS } from "@novate/num";
import { describe, expect, test } from "vitest";
import { START_MS } from "../testing/sample.ts";
import { BLOCK_MS, type BootstrapPeriod, bootstrapCoverage } from "./blockBootstrap.ts";

describe("FCST-095: the joint bootstrap", () => {
  const FIRST = Math.ceil(START_MS / BLOCK_MS) * BLOCK_MS;
  /** Six periods a day in each of `blocks` blocks; the first `breaches` periods of the first block are breached. */
  const periods = (blocks: number, breaches: number, spread = false): BootstrapPeriod[] =>
    Array.from({ length: blocks * 18 }, (_, index) => ({
      startMs: FIRST + index * 4 * HOUR_MS,
      isBreached: spread ? index % 18 === 0 && index / 18 < breaches : index < breaches,
    }));

  test("without a period there is no verdict", () => {
    expect(bootstrapCoverage([], 0.995)).toBeNull();
  });

  test("many breaches of one block do not reject, as many in as many blocks do", () => {
    const clustered = bootstrapCoverage(periods(30, 10), 0.995)!;
    const scattered = bootstrapCoverage(periods(30, 10, true), 0.995)!;
    expect(clustered.blocks).toBe(30);
    expect(clustered.isRejected).toBe(false);
    expect(clustered.pValue).toBeCloseTo((29 / 30) ** 30, 1);
    expect(clustered.high).toBe(1);
    expect(scattered.isRejected).toBe(true);
    expect(scattered.high).toBeLessThan(0.995);
  });

  test("a block is resampled with all its coins, so the same crash on five coins is one event", () => {
    const coins = Array.from({ length: 5 }, () => periods(30, 1)).flat();
    expect(bootstrapCoverage(coins, 0.995)).toStrictEqual(bootstrapCoverage(periods(30, 1), 0.995));
  });

  test("the same periods in another order give the same verdict", () => {
    const whole = periods(30, 7, true);
    expect(bootstrapCoverage(whole.toReversed(), 0.99)).toStrictEqual(bootstrapCoverage(whole, 0.99));
  });
});

/** Goal: counts and quantiles to the number. Method: bins counted by hand, and a sorted array beside random ones. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STANDARD_FORECAST } from "../rule/parameters.ts";
import { addTo, binOf, quantileOf } from "./histogram.ts";
import { priorResiduals, recordResidual, residualQuantile } from "./residual.ts";
import { recordStress, STRESS_BINS, stressedVol } from "./stress.ts";

const EDGES = [0, 1, 2, 4, 8];

describe("FCST-030 FCST-031: streaming quantiles", () => {
  test.each([
    [-1, 0],
    [0, 0],
    [0.999, 0],
    [1, 1],
    [3.9, 2],
    [4, 3],
    [100, 3],
  ])("%d is in bin %d", (value, bin) => {
    expect(binOf(EDGES, value)).toBe(bin);
  });

  test.each([
    [0.1, 0.4],
    [0.25, 1],
    [0.5, 3],
    [0.75, 4],
    [0.9, 6.4],
    [1, 8],
  ])("quantile %d of counts 1, 0, 2, 1 … is %d", (fraction, expected) => {
    expect(quantileOf([1, 0, 2, 1], EDGES, fraction)).toBeCloseTo(expected, 12);
  });

  test("no counts, no quantile", () => expect(quantileOf([0, 0, 0, 0], EDGES, 0.5)).toBeUndefined());

  test("FCST-065: too many counts are halved, rounding down", () => {
    expect(addTo([3, 0, 5, 1], 3, 1, 10)).toStrictEqual([3, 0, 5, 2]);
    expect(addTo([3, 0, 5, 2], 3, 1, 10)).toStrictEqual([1, 0, 2, 1]);
  });

  test("the quantile is within its bin of the true one", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 7.99, noNaN: true }), { minLength: 1 }), (values) => {
        let counts: readonly number[] = [0, 0, 0, 0];
        for (const value of values) counts = addTo(counts, binOf(EDGES, value), 1, 1e9);
        const sorted = values.toSorted((left, right) => left - right);
        const median = sorted[Math.ceil(sorted.length / 2) - 1]!;
        const bin = binOf(EDGES, median);
        const found = quantileOf(counts, EDGES, 0.5)!;
        expect(found).toBeGreaterThanOrEqual(EDGES[bin]!);
        expect(found).toBeLessThanOrEqual(EDGES[bin + 1]!);
      }),
    );
  });

  test("FCST-066: the prior is a Student t with 4 degrees and variance 1: 99.8 % within 5.07, to the width of a bin", () => {
    // t₄ has P(|T| > 7.1732) = 0.2 %; over √2 that is 5.0722.
    expect(residualQuantile(priorResiduals(STANDARD_FORECAST), STANDARD_FORECAST)).toBeCloseTo(5.072, 1);
  });

  test("a thousand moves of three deviations bring the multiple to three", () => {
    let counts = priorResiduals(STANDARD_FORECAST);
    for (let outcome = 0; outcome < 50_000; outcome++) counts = recordResidual(counts, 3, STANDARD_FORECAST);
    expect(residualQuantile(counts, STANDARD_FORECAST)).toBeGreaterThan(2.9);
    expect(residualQuantile(counts, STANDARD_FORECAST)).toBeLessThan(3.1);
  });

  test("FCST-065: stress is counted in minutes; before any it is the initial belief", () => {
    const none = new Array<number>(STRESS_BINS).fill(0);
    expect(stressedVol(none, STANDARD_FORECAST)).toBe(0.8);
    const calm = recordStress(none, 0.5, 90 * 60_000, STANDARD_FORECAST);
    const both = recordStress(calm, 1.5, 10 * 60_000, STANDARD_FORECAST);
    expect(both.filter((count) => count > 0)).toStrictEqual([90, 10]);
    expect(stressedVol(both, STANDARD_FORECAST)).toBeLessThan(0.55);
    expect(stressedVol(recordStress(both, 1.5, 60_000, STANDARD_FORECAST), STANDARD_FORECAST)).toBeGreaterThan(1.4);
  });
});

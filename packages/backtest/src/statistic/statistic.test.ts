/** Goal: the tests of coverage give the textbooks' numbers. Method: published values, and naive twins for the rest. */
import { DAY_MS, HOUR_MS } from "@novate/num";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chiSquareTail, lnGamma, regularisedGammaQ } from "./chiSquare.ts";
import { christoffersen, christoffersenIndependence, kupiec, transitionsOf } from "./coverageTests.ts";
import { procyclicalityOf, type RequirementPoint } from "./procyclicality.ts";

describe("FCST-053: chi-square", () => {
  test.each([
    // Critical values of any table of the law.
    [3.841_458_820_694_124, 1, 0.05],
    [6.634_896_601_021_214, 1, 0.01],
    [2.705_543_454_095_404, 1, 0.1],
    [5.991_464_547_107_979, 2, 0.05],
    [9.210_340_371_976_18, 2, 0.01],
    [18.307_038_053_275_14, 10, 0.05],
    [0, 1, 1],
    [-1e-12, 1, 1],
  ])("P(χ² > %d) with %d degrees is %d", (statistic, degrees, tail) => {
    expect(chiSquareTail(statistic, degrees)).toBeCloseTo(tail, 12);
  });

  test("two degrees are the exponential law, also far out", () => {
    for (const x of [0.1, 1, 7, 30, 200]) expect(chiSquareTail(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 12);
  });

  test("ln Γ: factorials and Γ(½) = √π", () => {
    expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13);
    expect(lnGamma(1)).toBeCloseTo(0, 13);
    expect(lnGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
    expect(() => regularisedGammaQ(1, -1)).toThrow(/out of range/);
  });
});

/** A run with these transitions: [kept→kept, kept→breach, breach→kept, breach→breach]. */
function runWith(kept: number, started: number, ended: number, stayed: number): boolean[] {
  const run: boolean[] = [false];
  for (let breach = 0; breach < started; breach++) {
    run.push(true);
    if (breach === 0) for (let again = 0; again < stayed; again++) run.push(true);
    if (breach < ended) run.push(false);
  }
  return [...new Array<boolean>(kept).fill(false), ...run];
}

describe("FCST-053: Kupiec and Christoffersen", () => {
  test("J.P. Morgan in 1998, 20 exceptions of 5 % in 252 days: 3.91 (P. Jorion, Value at Risk, 3rd ed., ch. 6)", () => {
    const { statistic, pValue } = kupiec(252, 20, 0.05);
    expect(statistic).toBeCloseTo(3.91, 2);
    expect(pValue).toBeCloseTo(0.048, 3);
  });

  test("the same bank, 218, 14, 14 and 6 transitions: independence 9.53", () => {
    const run = runWith(218, 14, 14, 6);
    expect(transitionsOf(run)).toStrictEqual([218, 14, 14, 6]);
    const { statistic, pValue } = christoffersenIndependence(run);
    expect(statistic).toBeCloseTo(9.53, 2);
    expect(pValue).toBeCloseTo(0.002, 3);
  });

  test.each([
    // Kupiec's table: the region that does not reject at 5 % for p = 1 % is N < 7 of 255, 1 < N < 11 of 510, 4 < N < 17 of 1000.
    [255, 6, true],
    [255, 7, false],
    [510, 1, false],
    [510, 2, true],
    [510, 10, true],
    [510, 11, false],
    [1_000, 4, false],
    [1_000, 5, true],
    [1_000, 16, true],
    [1_000, 17, false],
  ])("%d days, %d exceptions of 1 %: kept is %s (P. Kupiec, 1995)", (days, exceptions, isKept) => {
    expect(kupiec(days, exceptions, 0.01).pValue > 0.05).toBe(isKept);
  });

  test("exactly what was allowed is a p-value of one; none at all fails in a long run", () => {
    expect(kupiec(1_000, 5, 0.005).pValue).toBeCloseTo(1, 6);
    expect(kupiec(0, 0, 0.005).pValue).toBe(1);
    expect(kupiec(2_000, 0, 0.005).statistic).toBeCloseTo(-2 * 2_000 * Math.log(0.995), 10);
  });

  test("conditional coverage is the sum, with two degrees", () => {
    const run = runWith(218, 14, 14, 6);
    const both = kupiec(run.length, 20, 0.05).statistic + christoffersenIndependence(run).statistic;
    expect(christoffersen(run, 0.05).statistic).toBeCloseTo(both, 12);
    expect(christoffersen(run, 0.05).pValue).toBeCloseTo(Math.exp(-both / 2), 12);
  });

  test("without a breach, or with one at the end, nothing speaks against independence", () => {
    expect(christoffersenIndependence([false, false, false]).pValue).toBe(1);
    expect(christoffersenIndependence([false, false, true]).pValue).toBe(1);
  });
});

describe("FCST-054: procyclicality", () => {
  const at = (days: number, required: number): RequirementPoint => ({ timeMs: days * DAY_MS, required });

  test("a rise within five days counts, one over six does not", () => {
    expect(procyclicalityOf([at(0, 0.1), at(5, 0.15)]).maxRise5d).toBeCloseTo(0.5, 12);
    expect(procyclicalityOf([at(0, 0.1), at(6, 0.15)]).maxRise5d).toBe(0);
    expect(procyclicalityOf([at(0, 0.2), at(1, 0.1), at(2, 0.12)])).toStrictEqual({
      peakToTrough: 2,
      maxRise5d: 0.12 / 0.1 - 1,
      maxRise5dPoints: 0.12 - 0.1,
      maxRise30d: 0.12 / 0.1 - 1,
    });
  });

  test("agrees with looking at every pair", () => {
    const point = fc.record({
      gap: fc.integer({ min: 1, max: 60 }),
      required: fc.double({ min: 0.01, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 60 }), (steps) => {
        let timeMs = 0;
        const points = steps.map(({ gap, required }) => {
          timeMs += gap * HOUR_MS;
          return { timeMs, required };
        });
        let rise = 0;
        for (const [later, high] of points.entries()) {
          for (const low of points.slice(0, later)) {
            if (high.timeMs - low.timeMs <= 5 * DAY_MS) rise = Math.max(rise, high.required / low.required - 1);
          }
        }
        expect(procyclicalityOf(points).maxRise5d).toBeCloseTo(rise, 12);
      }),
    );
  });
});

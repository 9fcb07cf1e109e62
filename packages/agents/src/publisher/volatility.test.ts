/**
 * Goal: the published surface has the at-the-money variance it claims, admits no arbitrage and follows realised moves.
 * Method: total variance of the raw SVI against the term structure integrated by hand; Durrleman's density condition and
 * the calendar condition on a grid of strikes, over random levels of variance.
 */
import type { SurfaceSlice } from "@novate/codec";
import { DAY_MS, YEAR_MS } from "@novate/num";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STANDARD_VOLATILITY, surfaceSlices, trackVolatility, type VolatilityMemory } from "./volatility.ts";

const calm: VolatilityMemory = { price: 1, atMs: 0, varianceAnnual: 0.36 };

/** Total variance, and its first two derivatives, of raw SVI at log-moneyness k. */
function variance(slice: SurfaceSlice, k: number): readonly [w: number, first: number, second: number] {
  const [a, b, rho, m, sigma] = [slice.aE9, slice.bE9, slice.rhoE9, slice.mE9, slice.sigmaE9].map(
    (x) => Number(x) / 1e9,
  );
  const root = Math.hypot(k - m!, sigma!);
  return [
    a! + b! * (rho! * (k - m!) + root),
    b! * (rho! + (k - m!) / root),
    (b! * sigma! * sigma!) / (root * root * root),
  ];
}

describe("surfaceSlices", () => {
  it("prices a calm market flat in time at the long-run volatility", () => {
    for (const slice of surfaceSlices(calm, 0, [7 * DAY_MS, 90 * DAY_MS])) {
      expect(variance(slice, 0)[0]).toBeCloseTo((0.36 * slice.expiryMs) / YEAR_MS, 7);
    }
  });

  it("lets a burst fade with expiry, and leaves out what has expired", () => {
    const burst = { ...calm, varianceAnnual: 4 };
    const slices = surfaceSlices(burst, DAY_MS, [91 * DAY_MS, DAY_MS, 8 * DAY_MS]);
    expect(slices.map((slice) => slice.expiryMs)).toEqual([8 * DAY_MS, 91 * DAY_MS]);
    // Seven days: (0.36 + 3.64/(1 + (7/365)/0.03))·7/365.
    expect(variance(slices[0]!, 0)[0]).toBeCloseTo((0.36 + 3.64 / (1 + 7 / 365 / 0.03)) * (7 / 365), 7);
  });

  it("admits no butterfly and no calendar arbitrage at any level of variance", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 6.25, noNaN: true }), (varianceAnnual) => {
        const expiries = [DAY_MS / 4, DAY_MS, 7 * DAY_MS, 30 * DAY_MS, 180 * DAY_MS];
        const slices = surfaceSlices({ ...calm, varianceAnnual }, 0, expiries);
        for (let k = -1.5; k <= 1.5; k += 0.05) {
          let earlier = 0;
          for (const slice of slices) {
            const [w, first, second] = variance(slice, k);
            const density = (1 - (k * first) / (2 * w)) ** 2 - (first * first * (1 / w + 0.25)) / 4 + second / 2;
            expect(density).toBeGreaterThan(-1e-6);
            expect(w).toBeGreaterThan(earlier - 1e-8);
            earlier = w;
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("trackVolatility", () => {
  it("starts at the long run, rises with moves, forgets slowly and stops at the ceiling", () => {
    const start = trackVolatility(undefined, 100, 0);
    expect(start.varianceAnnual).toBe(0.6 * 0.6);
    const moved = trackVolatility(start, 101, 60_000);
    // One minute of 1 %: 0.0001·525,600 = 52.56 a year; its weight is 60/7,260.
    expect(moved.varianceAnnual).toBeCloseTo(0.36 + (60 / 7_260) * (52.56 - 0.36), 9);
    expect(trackVolatility(moved, 101, 120_000).varianceAnnual).toBeLessThan(moved.varianceAnnual);
    expect(trackVolatility(moved, 202, 120_000).varianceAnnual).toBe(STANDARD_VOLATILITY.ceilingVolAnnual ** 2);
  });
});

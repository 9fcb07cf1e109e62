/**
 * Goal: haircuts follow COLL-001 … COLL-003. Method: figures by hand, then the laws at random.
 */
import { DAY_MS, HOUR_MS, ppm } from "@novate/num";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { haircutPpm, STANDARD_HAIRCUT, stepHaircut } from "./haircut.ts";

const bitcoin = { stressVolAnnual: 0.9, exitHorizonMs: DAY_MS, amountOverDailyVolume: 0.01, priceUncertainty: 0.001 };

describe("haircutPpm", () => {
  it("COLL-001: is k·σ·√horizon + c·√(amount/volume) + uncertainty, rounded up", () => {
    // 3 · 0.9 · √(1/365) = 0.14132450; 0.15 · 0.1 = 0.015; 0.001.
    expect(haircutPpm(bitcoin)).toBe(157_325n);
  });
  it("COLL-029: never falls below its floor nor rises above the whole", () => {
    const calm = { stressVolAnnual: 0, exitHorizonMs: 0, amountOverDailyVolume: 0, priceUncertainty: 0 };
    expect(haircutPpm(calm)).toBe(5000n);
    expect(haircutPpm({ ...bitcoin, stressVolAnnual: 9 })).toBe(1_000_000n);
    expect(haircutPpm({ ...bitcoin, amountOverDailyVolume: Number.POSITIVE_INFINITY })).toBe(1_000_000n);
    expect(haircutPpm({ ...bitcoin, priceUncertainty: Number.NaN })).toBe(1_000_000n);
  });
  it("COLL-004: a longer exit horizon never lowers a haircut", () => {
    // 3 · 0.9 · √(9/365) = 0.42397350.
    expect(haircutPpm({ ...bitcoin, exitHorizonMs: 9 * DAY_MS })).toBe(439_974n);
    let before = 0n;
    for (let days = 0; days < 60; days += 1) {
      const haircut = haircutPpm({ ...bitcoin, exitHorizonMs: days * DAY_MS });
      expect(haircut).toBeGreaterThanOrEqual(before);
      before = haircut;
    }
  });
  it("COLL-002: grows with the amount, so that one more unit never raises the value of the first", () => {
    const share = fc.double({ min: 0, max: 10, noNaN: true });
    fc.assert(
      fc.property(share, share, (left, right) => {
        const [less, more] = left < right ? [left, right] : [right, left];
        const haircut = (amountOverDailyVolume: number) => haircutPpm({ ...bitcoin, amountOverDailyVolume });
        expect(haircut(more)).toBeGreaterThanOrEqual(haircut(less));
      }),
    );
  });
});

describe("stepHaircut", () => {
  it("COLL-003: moves by at most two points an hour, either way", () => {
    expect(stepHaircut(ppm(100_000n), ppm(200_000n), HOUR_MS)).toBe(120_000n);
    expect(stepHaircut(ppm(200_000n), ppm(100_000n), 1_800_000)).toBe(190_000n);
    expect(stepHaircut(ppm(100_000n), ppm(100_500n), HOUR_MS)).toBe(100_500n);
    expect(stepHaircut(ppm(100_000n), ppm(99_500n), HOUR_MS)).toBe(99_500n);
    expect(stepHaircut(ppm(100_000n), ppm(200_000n), 0)).toBe(100_000n);
  });
  it("COLL-003: reaches its target in steps and stays there", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1_000_000n }), fc.bigInt({ min: 0n, max: 1_000_000n }), (from, to) => {
        let haircut = ppm(from);
        for (let hour = 0; hour < 50; hour += 1) haircut = stepHaircut(haircut, ppm(to), HOUR_MS, STANDARD_HAIRCUT);
        expect(haircut).toBe(to);
      }),
    );
  });
});

/**
 * Goal: only surfaces without arbitrage are accepted, the refusal names the slice, and interpolation keeps its rules.
 * Method: textbook slices, one fault at a time.
 *
 * @module
 */
import { describe, expect, it } from "vitest";
import { butterflyFault, densityFactor } from "./arbitrage.ts";
import { rotateSkew, scaleVolatility } from "./operators.ts";
import { blendAt, createSurface, totalVarianceAt, volatilityAt } from "./surface.ts";
import { type SviSlice, sviMinimumVariance, sviTotalVariance } from "./svi.ts";

const near: SviSlice = { yearsToExpiry: 0.25, a: 0.02, b: 0.08, rho: -0.3, m: 0.02, sigma: 0.2 };
const far: SviSlice = { yearsToExpiry: 1, a: 0.08, b: 0.16, rho: -0.25, m: 0.03, sigma: 0.3 };
/** A. Vogt's example in Gatheral and Jacquier (2014): plausible parameters, negative density. */
const vogt: SviSlice = { yearsToExpiry: 1, a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153 };

const surfaceOf = (...slices: SviSlice[]) => {
  const created = createSurface(slices);
  if (!created.ok) throw new Error(created.detail);
  return created.surface;
};

describe("createSurface", () => {
  it("accepts slices in order", () => expect(createSurface([near, far])).toMatchObject({ ok: true }));
  it.each([
    [[], "FieldMissing", "slices"],
    [[{ ...near, yearsToExpiry: -1 }], "NotPositive", "slices[0].yearsToExpiry"],
    [[{ ...near, a: Number.NaN }], "NotANumber", "slices[0].a"],
    [[{ ...near, b: -0.1 }], "Negative", "slices[0].b"],
    [[{ ...near, rho: 1 }], "OutOfRange", "slices[0].rho"],
    [[{ ...near, sigma: 0 }], "NotPositive", "slices[0].sigma"],
    [[{ ...near, a: -0.5 }], "OutOfRange", "slices[0].a"],
    [[near, { ...far, b: 2 }], "ButterflyArbitrage", "slices[1].b"],
    [[vogt], "ButterflyArbitrage", "slices[0]"],
    [[far, near], "OutOfOrder", "slices[1].yearsToExpiry"],
    [[near, { ...far, a: -0.02 }], "CalendarArbitrage", "slices[1]"],
    [[near, { ...near, yearsToExpiry: 0.5, b: 0.07, a: 0.0225 }], "CalendarArbitrage", "slices[1]"],
  ])("refuses %j", (slices, code, field) => {
    expect(createSurface(slices as SviSlice[])).toMatchObject({ ok: false, code, field });
  });
  it("finds a breach too narrow for a coarse grid", () => {
    const sharp = { ...near, a: 0.02, b: 0.9, rho: 0, m: 0, sigma: 1e-4 };
    const fault = butterflyFault(sharp);
    expect(fault).toMatchObject({ code: "ButterflyArbitrage" });
    expect(densityFactor(sharp, Number(fault?.detail.split(" ").pop()))).toBeLessThan(0);
  });
});

describe("between and beyond expiries", () => {
  const surface = surfaceOf(near, far);
  it("is linear in total variance at one log-moneyness", () => {
    const middle = (sviTotalVariance(near, -0.2) * 2) / 3 + sviTotalVariance(far, -0.2) / 3;
    expect(totalVarianceAt(surface, -0.2, 0.5)).toBeCloseTo(middle, 15);
  });
  it("is the slice itself at its expiry", () => {
    expect(totalVarianceAt(surface, 0.4, 0.25)).toBe(sviTotalVariance(near, 0.4));
    expect(blendAt(surface, 1)).toMatchObject({ near: far, nearWeight: 1, farWeight: 0 });
  });
  it("keeps the volatility of the nearest slice outside", () => {
    expect(volatilityAt(surface, 0.1, 0.01)).toBeCloseTo(volatilityAt(surface, 0.1, 0.25), 14);
    expect(volatilityAt(surface, 0.1, 0)).toBeCloseTo(volatilityAt(surface, 0.1, 0.25), 14);
    expect(volatilityAt(surface, 0.1, 3)).toBeCloseTo(volatilityAt(surface, 0.1, 1), 14);
  });
});

describe("operators", () => {
  const volAt = (slice: SviSlice, k: number) => Math.sqrt(sviTotalVariance(slice, k) / slice.yearsToExpiry);
  it("scales every volatility", () =>
    expect(volAt(scaleVolatility(near, 1.4), -0.3)).toBeCloseTo(1.4 * volAt(near, -0.3), 14));
  it("turns the skew around the forward", () => {
    const turned = rotateSkew(near, 0.2);
    expect(volAt(turned, 0)).toBeCloseTo(volAt(near, 0), 14);
    expect(volAt(turned, 0.3)).toBeGreaterThan(volAt(near, 0.3));
    expect(volAt(turned, -0.3)).toBeLessThan(volAt(near, -0.3));
  });
  it("never leaves a slice without variance", () => {
    const thin: SviSlice = { ...near, a: -0.0145, m: 0.3 };
    expect(sviMinimumVariance(rotateSkew(thin, -0.65))).toBeGreaterThan(0);
  });
});

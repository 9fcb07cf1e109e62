/**
 * Goal: the slices of an SSVI surface have the variance asked for and no arbitrage. Method: a made surface, one fault at a
 * time.
 */
import { createSurface, sviTotalVariance } from "@novate/risk";
import { describe, expect, it } from "vitest";
import { ssviSlices } from "./ssviSlices.ts";

describe("SSVI", () => {
  const expiries = [
    { yearsToExpiry: 0.1, totalVariance: 0.02 },
    { yearsToExpiry: 0.5, totalVariance: 0.12 },
    { yearsToExpiry: 2, totalVariance: 0.6 },
  ];
  it("gives slices with the variance asked for, free of arbitrage", () => {
    const made = ssviSlices({ rho: -0.4, eta: 1.3, gamma: 0.4 }, expiries);
    if (!made.ok) throw new Error(made.detail);
    expect(sviTotalVariance(made.slices[1]!, 0)).toBeCloseTo(0.12, 15);
    expect(createSurface(made.slices)).toMatchObject({ ok: true });
  });
  it.each([
    [{ rho: -0.4, eta: 1.5, gamma: 0.4 }, "ButterflyArbitrage", "eta"],
    [{ rho: -1, eta: 1, gamma: 0.4 }, "OutOfRange", "rho"],
    [{ rho: 0, eta: 1, gamma: 0.6 }, "OutOfRange", "gamma"],
  ])("refuses %o", (parameters, code, field) => {
    expect(ssviSlices(parameters, expiries)).toMatchObject({ ok: false, code, field });
  });
});

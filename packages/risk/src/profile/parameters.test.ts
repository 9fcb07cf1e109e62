/**
 * Goal: no parameter set that breaks the model is accepted. Method: each fault alone, on sound parameters.
 */
import { ppm } from "@novate/num";
import { describe, expect, it } from "vitest";
import { faultOfMarginParameters, type MarginParameters, ppmToFloat, STANDARD_PARAMETERS } from "./parameters.ts";
import { createStandardProfile } from "./standard.ts";

describe("faultOfMarginParameters", () => {
  it("MARG-060: accepts the first edition", () => {
    expect(faultOfMarginParameters(STANDARD_PARAMETERS)).toBeUndefined();
  });
  it.each<[Partial<MarginParameters>, string]>([
    [{ unhedgedPpm: ppm(-1n) }, "unhedgedPpm"],
    [{ rangeFloorPpm: ppm(0n) }, "rangeFloorPpm"],
    [{ mporMs: 0 }, "mporMs"],
    [{ mporMs: 0.5 }, "mporMs"],
    [{ volDownPpm: ppm(1_000_000n) }, "volDownPpm"],
    [{ skewRotationPpm: ppm(1_000_000n) }, "skewRotationPpm"],
    [{ tiltCapPpm: ppm(1_000_000n) }, "tiltCapPpm"],
    [{ perpetualTiltPpm: ppm(1_000_000n) }, "tiltCapPpm"],
    [{ hedgedPpm: ppm(40_001n) }, "hedgedPpm"],
    [{ initialFactorPpm: ppm(799_999n) }, "initialFactorPpm"],
    [{ initialFactorPpm: ppm(4_000_001n) }, "initialFactorPpm"],
    [{ closeOutFactorPpm: ppm(1_000_001n) }, "closeOutFactorPpm"],
    [{ jointTailCount: 0 }, "jointTailCount"],
    [{ jointTailCount: 1.5 }, "jointTailCount"],
  ])("MARG-060: refuses %o by name", (change, field) => {
    const parameters = { ...STANDARD_PARAMETERS, ...change };
    expect(faultOfMarginParameters(parameters)).toMatch(new RegExp(`^${field}: `));
    expect(() => createStandardProfile(parameters)).toThrow(field);
  });
  it("turns millionths into floats by one correctly rounded division", () => {
    expect(ppmToFloat(ppm(20_000n))).toBe(0.02);
    expect(ppmToFloat(ppm(3_000_000n))).toBe(3);
  });
});

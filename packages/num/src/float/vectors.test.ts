/**
 * Goal: every function of the kernel returns the pinned bits and keeps the error bound of its docstring.
 * Method: vectors with edges of every branch, and references of an independent multi-precision library.
 */
import { describe, expect, test } from "vitest";
import * as num from "../index.ts";
import { bitsOf, errorInUlp, readVectors, vectorNames } from "./vectors.fixture.ts";

/** Error bound in ulp, of normal and of subnormal results. */
const BOUNDS: Readonly<Record<string, readonly [(...values: number[]) => number, number, number]>> = {
  exp: [num.exp, 0.51, 1],
  expm1: [num.expm1, 0.75, 0.5],
  ln: [num.ln, 0.51, 0.5],
  log1p: [num.log1p, 0.75, 0.5],
  sqrt: [num.sqrt, 0.5, 0.5],
  erf: [num.erf, 0.85, 0.75],
  erfc: [num.erfc, 0.85, 1],
  normalCdf: [num.normalCdf, 0.85, 1],
  normalPdf: [num.normalPdf, 0.51, 1],
  normalQuantile: [num.normalQuantile, 1.5, 0.5],
  powReal: [num.powReal as (...values: number[]) => number, 0.51, 1],
  sin: [num.sin, 0.8, 0.5],
  cos: [num.cos, 0.8, 0.5],
};
const SMALLEST_NORMAL = 2.2250738585072014e-308;
/** Offsets are given with four decimals. */
const OFFSET_ROUNDING = 0.00005;

test("there is one file of vectors a function", () => {
  expect(vectorNames()).toEqual(Object.keys(BOUNDS).sort());
});

describe.each(Object.entries(BOUNDS))("%s", (name, [kernel, normalBound, subnormalBound]) => {
  const cases = readVectors(name);

  test("has vectors", () => expect(cases.length).toBeGreaterThan(100));

  test("returns the pinned bits", () => {
    for (const { arguments: values, bits } of cases)
      expect([values, bitsOf(kernel(...values))]).toEqual([values, bits]);
  });

  test(`is within ${normalBound} ulp`, () => {
    for (const entry of cases) {
      const bound = Math.abs(entry.nearest) < SMALLEST_NORMAL ? subnormalBound : normalBound;
      const error = errorInUlp(kernel(...entry.arguments), entry);
      expect(error, `${name}(${entry.arguments.join(", ")})`).toBeLessThanOrEqual(bound + OFFSET_ROUNDING);
    }
  });
});

/**
 * Goal: float64 whole-number arithmetic equals bigint within the stated ranges. Method: the same formulas in bigint.
 */
import { divDown, divUp, PPM_ONE } from "@novate/num";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divideUp, FACTOR_LIMIT_PPM, liquidityRatePpm, ppmDown, ppmSumUp, ppmUp } from "./integer.ts";

const value = fc.oneof(fc.integer({ min: 0, max: 2 ** 49 }), fc.constantFrom(0, 1, 999_999, 1_000_000, 2 ** 49));
const factor = fc.oneof(
  fc.integer({ min: 0, max: FACTOR_LIMIT_PPM }),
  fc.constantFrom(0, 1, 1_000_000, FACTOR_LIMIT_PPM),
);

describe("float64 integers", () => {
  it("MARG-011: ppmUp and ppmDown are the directed quotients", () => {
    fc.assert(
      fc.property(value, factor, (amount, ppm) => {
        const product = BigInt(amount) * BigInt(ppm);
        expect(BigInt(ppmUp(amount, ppm))).toBe(divUp(product, PPM_ONE));
        expect(BigInt(ppmDown(amount, ppm))).toBe(divDown(product, PPM_ONE));
      }),
      { numRuns: 2000 },
    );
  });
  it("MARG-011: ppmSumUp rounds once", () => {
    fc.assert(
      fc.property(value, factor, value, factor, (left, leftPpm, right, rightPpm) => {
        fc.pre(left * leftPpm + right * rightPpm < 2 ** 52 * 1e6);
        const sum = BigInt(left) * BigInt(leftPpm) + BigInt(right) * BigInt(rightPpm);
        expect(BigInt(ppmSumUp(left, leftPpm, right, rightPpm))).toBe(divUp(sum, PPM_ONE));
      }),
      { numRuns: 2000 },
    );
  });
  it("MARG-011: divideUp is exact where the float quotient is not", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 52 - 1 }),
        fc.integer({ min: 1, max: 2 ** 20 - 1 }),
        (amount, divisor) => {
          expect(BigInt(divideUp(amount, divisor))).toBe(divUp(BigInt(amount), BigInt(divisor)));
        },
      ),
      { numRuns: 2000 },
    );
  });
  it("MARG-032: the liquidity rate never falls as the size grows, nor rises with the depth", () => {
    fc.assert(
      fc.property(value, value, fc.integer({ min: 1, max: 2 ** 49 }), (left, right, depth) => {
        const [less, more] = left < right ? [left, right] : [right, left];
        expect(liquidityRatePpm(25_000, more, depth)).toBeGreaterThanOrEqual(liquidityRatePpm(25_000, less, depth));
        expect(liquidityRatePpm(25_000, more, depth * 2)).toBeLessThanOrEqual(liquidityRatePpm(25_000, more, depth));
      }),
    );
  });
});

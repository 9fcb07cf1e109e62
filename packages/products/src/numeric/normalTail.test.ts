/**
 * Goal: probabilities times exponentials keep their relative accuracy where either factor leaves the floats. Method: the plain
 * functions where those are accurate, Laplace's leading terms where they are not, and exact symmetries.
 *
 * @module
 */
import { normalCdf } from "@novate/num";
import { describe, expect, it } from "vitest";
import { bivariateNormalCdf } from "./bivariateNormal.ts";
import { scaledNormalTail } from "./normalTail.ts";
import { scaledBivariateCdf } from "./scaledBivariate.ts";

const expectRelative = (actual: number, expected: number, tolerance: number): void =>
  expect(Math.abs(actual / expected - 1)).toBeLessThan(tolerance);

describe("scaledNormalTail", () => {
  it.each([-3, 0, 2, 6, 20])("is the plain product at %d", (z) => {
    expectRelative(scaledNormalTail(12, z), Math.exp(12) * normalCdf(-z), 1e-13);
  });
  it.each([36, 38, 39.9, 40.1, 60, 1000])("is continued past the floats, to %d", (z) => {
    const y = 1 / (z * z);
    const series = (1 - y + 3 * y * y - 15 * y ** 3 + 105 * y ** 4) / (z * Math.sqrt(2 * Math.PI));
    expectRelative(scaledNormalTail(0.5 * z * z, z), series, 1e-10);
  });
  it("vanishes, and is nothing at infinity", () => {
    expect(scaledNormalTail(0, 50)).toBe(0);
    expect(scaledNormalTail(1000, Number.POSITIVE_INFINITY)).toBe(0);
  });
});

describe("scaledBivariateCdf", () => {
  it.each([-0.99, -0.6, -0.05, 0, 0.05, 0.6, 0.99, 0.99999])("is the plain product at a correlation of %d", (rho) => {
    for (const [x, y] of [
      [0.3, -0.2],
      [-1, 2],
      [2, -1.5],
      [1, 1],
    ] as const)
      expect(Math.abs(scaledBivariateCdf(4, x, y, rho) - Math.exp(4) * bivariateNormalCdf(x, y, rho))).toBeLessThan(
        1e-12,
      );
  });
  it.each([-20, -38, -60])("is a product of tails without correlation, at %d", (x) => {
    const power = 0.5 * x * x;
    expectRelative(scaledBivariateCdf(power, x, -2, 0), scaledNormalTail(power, -x) * normalCdf(-2), 1e-11);
  });
  it.each([-0.9, -0.3, 0.4, 0.97])("is the same with its variables exchanged, at a correlation of %d", (rho) => {
    for (const [x, y] of [
      [-9, -11],
      [-25, 3],
      [-30, -29],
      [0, -33],
    ] as const) {
      const [one, other] = [scaledBivariateCdf(600, x, y, rho), scaledBivariateCdf(600, y, x, rho)];
      expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-11 * one); // both may vanish
    }
  });
  it("has the edges of one variable", () => {
    expect(scaledBivariateCdf(500, -30, Number.POSITIVE_INFINITY, 0.3)).toBe(scaledNormalTail(500, 30));
    expect(scaledBivariateCdf(500, Number.NEGATIVE_INFINITY, 1, 0.3)).toBe(0);
    expect(scaledBivariateCdf(500, -30, -31, 1)).toBe(scaledNormalTail(500, 31));
    expect(scaledBivariateCdf(500, -30, 29, -1)).toBe(0);
  });
});

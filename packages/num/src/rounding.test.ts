/** Goal: each division rounds the way its name says. Method: tables written by hand, both signs, exact and inexact. */
import { AssertionFailed } from "@novate/stdx";
import { describe, expect, test } from "vitest";
import {
  absOf,
  divDown,
  divUp,
  maxOf,
  minOf,
  mulDivDown,
  mulDivUp,
  mulPpmDown,
  mulPpmUp,
  sqrtDown,
} from "./rounding.ts";
import { atoms, lots, PPM_ONE, ppm } from "./units.ts";

describe("division", () => {
  test.each([
    [0n, 3n, 0n, 0n],
    [6n, 3n, 2n, 2n],
    [7n, 3n, 2n, 3n],
    [8n, 3n, 2n, 3n],
    [1n, 3n, 0n, 1n],
    [-6n, 3n, -2n, -2n],
    [-7n, 3n, -3n, -2n],
    [-8n, 3n, -3n, -2n],
    [-1n, 3n, -1n, 0n],
    [5n, 1n, 5n, 5n],
  ])("%s / %s is %s down and %s up", (numerator, denominator, down, up) => {
    expect(divDown(numerator, denominator)).toBe(down);
    expect(divUp(numerator, denominator)).toBe(up);
  });

  test.each([0n, -1n])("a divisor of %s is a bug", (denominator) => {
    expect(() => divDown(1n, denominator)).toThrow(AssertionFailed);
    expect(() => divUp(1n, denominator)).toThrow(AssertionFailed);
  });

  test("the product is exact before it is divided", () => {
    const huge = 2n ** 200n + 1n;
    expect(mulDivDown(huge, 3n, 2n)).toBe((3n * huge - 1n) / 2n);
    expect(mulDivUp(huge, 3n, 2n)).toBe((3n * huge + 1n) / 2n);
    expect(mulDivDown(-10n, 1n, 4n)).toBe(-3n);
    expect(mulDivUp(-10n, 1n, 4n)).toBe(-2n);
  });

  test.each([
    [1_000_000n, 15_000n, 15_000n, 15_000n],
    [333n, 500_000n, 166n, 167n],
    [-333n, 500_000n, -167n, -166n],
    [1n, 1n, 0n, 1n],
    [999n, -1n, -1n, 0n],
    [777n, PPM_ONE, 777n, 777n],
  ])("%s atoms times %s ppm is %s or %s", (amount, fraction, down, up) => {
    expect(mulPpmDown(atoms(amount), ppm(fraction))).toBe(down);
    expect(mulPpmUp(atoms(amount), ppm(fraction))).toBe(up);
  });
});

test.each([
  [0n, 0n],
  [1n, 1n],
  [2n, 1n],
  [3n, 1n],
  [4n, 2n],
  [15n, 3n],
  [16n, 4n],
  [17n, 4n],
  [10n ** 40n - 1n, 10n ** 20n - 1n],
  [10n ** 40n, 10n ** 20n],
])("sqrtDown(%s) = %s", (value, root) => expect(sqrtDown(value)).toBe(root));

test("there is no root of a negative number", () => expect(() => sqrtDown(-1n)).toThrow(AssertionFailed));

test("minimum, maximum and absolute value keep the unit", () => {
  expect(minOf(lots(-3n), lots(2n))).toBe(-3n);
  expect(minOf(lots(2n), lots(-3n))).toBe(-3n);
  expect(maxOf(lots(-3n), lots(2n))).toBe(2n);
  expect(maxOf(lots(2n), lots(-3n))).toBe(2n);
  expect([absOf(lots(-3n)), absOf(lots(0n)), absOf(lots(3n))]).toEqual([3n, 0n, 3n]);
});

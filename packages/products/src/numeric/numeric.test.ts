/**
 * Goal: quadrature, interpolation, roots and minima are as accurate as the formulas above them assume.
 * Method: integrals, functions, roots and valleys with known answers.
 *
 * @module
 */
import { describe, expect, it } from "vitest";
import { chebyshevCoefficients, chebyshevNodes, chebyshevValue } from "./chebyshev.ts";
import { gaussLegendre, integrate, integratePanels } from "./gaussLegendre.ts";
import { minimise } from "./nelderMead.ts";
import { solveBracketed } from "./solve.ts";

describe("Gauss–Legendre", () => {
  it.each([1, 2, 5, 20, 64, 97])("integrates polynomials of degree 2n − 1 with %d points", (count) => {
    const degree = Math.min(2 * count - 1, 40);
    const power = (x: number) =>
      Array.from({ length: degree }, () => x).reduce((product, factor) => product * factor, 1);
    expect(integrate(power, 0, 2, count) / (power(2) * 2)).toBeCloseTo(1 / (degree + 1), 14);
  });
  it("has weights that add up to the length", () => {
    expect(gaussLegendre(33).weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(2, 14);
  });
  it("takes panels where one rule is not enough", () => {
    expect(integratePanels((x) => Math.sin(50 * x), 0, 3, 10)).toBeCloseTo((1 - Math.cos(150)) / 50, 14);
  });
});

describe("Chebyshev", () => {
  it("reproduces a smooth function, and holds its edges", () => {
    const coefficients = chebyshevCoefficients(chebyshevNodes(32).map((x) => Math.exp(2 * x)));
    for (const x of [-1, -0.33, 0, 0.5, 0.99, 1])
      expect(chebyshevValue(coefficients, x)).toBeCloseTo(Math.exp(2 * x), 13);
    expect(chebyshevValue(coefficients, 3)).toBe(chebyshevValue(coefficients, 1));
  });
});

describe("solveBracketed", () => {
  it.each<[string, (x: number) => number, number, number, number]>([
    ["a smooth root", (x) => x * x - 2, 0, 2, Math.SQRT2],
    ["a falling function", (x) => Math.exp(-x) - 0.5, -3, 9, Math.LN2],
    ["a flat root", (x) => (x - 1) * (x - 1) * (x - 1), -4, 5, 1],
    ["an end", (x) => x, 0, 1, 0],
  ])("finds %s", (_, f, from, to, root) => expect(solveBracketed(f, from, to, 1e-14)).toBeCloseTo(root, 4));
  it("is exact to the width asked for on simple roots", () => {
    expect(Math.abs(solveBracketed((x) => x * x - 2, 0, 2, 1e-15) - Math.SQRT2)).toBeLessThan(1e-15);
  });
});

describe("minimise", () => {
  it("follows Rosenbrock's valley to its end", () => {
    const valley = ([x, y]: readonly number[]) => (1 - x!) * (1 - x!) + 100 * (y! - x! * x!) * (y! - x! * x!);
    const { point } = minimise(valley, [-1.2, 1], [0.5, 0.5], 1000);
    expect(point[0]).toBeCloseTo(1, 5);
    expect(point[1]).toBeCloseTo(1, 5);
  });
  it("stays where the function is defined", () => {
    const walled = ([x]: readonly number[]) => (x! < 0.25 ? Number.POSITIVE_INFINITY : x!);
    expect(minimise(walled, [1], [0.5], 500).point[0]).toBeCloseTo(0.25, 6);
  });
});

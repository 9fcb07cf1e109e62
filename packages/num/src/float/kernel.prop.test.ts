/**
 * Goal: the kernel keeps the laws of the functions it computes, between the vectors as well.
 * Method: properties over random and edge-biased arguments; neighbours are adjacent float64 values.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cos,
  erf,
  erfc,
  exp,
  expm1,
  ln,
  log1p,
  normalCdf,
  normalPdf,
  normalQuantile,
  powReal,
  sin,
  sqrt,
} from "../index.ts";
import { sqrtPortable } from "./sqrtPortable.ts";
import { bitsOf, neighbour, ulpOf } from "./vectors.fixture.ts";

const RUNS = { numRuns: 2000 };
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const positive = fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true });
/** Positive values spread over all exponents, where fc.double prefers the ends. */
const scattered = fc
  .tuple(fc.double({ min: 1, max: 2, maxExcluded: true, noNaN: true }), fc.integer({ min: -1022, max: 1023 }))
  .map(([m, e]) => m * 2 ** e);

const holds = <T>(arbitrary: fc.Arbitrary<T>, law: (value: T) => void): void =>
  fc.assert(
    fc.property(arbitrary, (value) => {
      law(value);
    }),
    RUNS,
  );

describe("a larger argument gives no smaller result", () => {
  test.each([
    ["exp", exp, between(1e-9, 709)],
    ["ln", ln, scattered],
    ["sqrt", sqrt, scattered],
    ["erf", erf, between(1e-9, 6)],
    ["normalCdf", normalCdf, between(1e-9, 9)],
    ["normalQuantile", normalQuantile, between(1e-300, 0.9999)],
  ] as const)("%s", (_, increasing, domain) => {
    holds(domain, (x) => {
      expect(increasing(neighbour(x, 1))).toBeGreaterThanOrEqual(increasing(x));
      const isLog = increasing === ln || increasing === sqrt || increasing === normalQuantile;
      if (!isLog) expect(increasing(-neighbour(x, 1))).toBeLessThanOrEqual(increasing(-x));
    });
  });
});

describe("symmetry", () => {
  test("of erf, sin (odd), cos, normalPdf (even)", () => {
    holds(between(-100, 100), (x) => {
      expect(bitsOf(erf(-x))).toBe(bitsOf(-erf(x)));
      expect(bitsOf(sin(-x))).toBe(bitsOf(-sin(x)));
      expect(bitsOf(cos(-x))).toBe(bitsOf(cos(x)));
      expect(bitsOf(normalPdf(-x))).toBe(bitsOf(normalPdf(x)));
    });
  });

  test("of both tails", () => {
    holds(between(-9, 9), (x) => {
      expect(Math.abs(normalCdf(x) + normalCdf(-x) - 1)).toBeLessThanOrEqual(2 ** -52);
      expect(Math.abs(erf(x) + erfc(x) - 1)).toBeLessThanOrEqual(2 ** -52);
    });
  });

  test("of the quantile", () => {
    // 1 − p is exact for p in [½, 1].
    holds(between(0.5, 0.999999), (p) => expect(bitsOf(normalQuantile(1 - p))).toBe(bitsOf(0 - normalQuantile(p))));
  });
});

describe("inverses", () => {
  test("ln of exp", () => {
    // Half an ulp of e^x moves its logarithm by 2^−53.
    holds(between(-708, 709), (x) => expect(Math.abs(ln(exp(x)) - x)).toBeLessThanOrEqual(2 ** -52 + ulpOf(x)));
  });

  test("log1p of expm1", () => {
    holds(between(-0.5, 0.5), (x) => {
      expect(Math.abs(log1p(expm1(x)) - x)).toBeLessThanOrEqual(3 * ulpOf(x));
    });
  });

  test("normalCdf of its quantile", () => {
    // An ulp of x moves Φ by at most |x|·φ(x)/Φ(x) < x² + 1 ulp.
    holds(between(1e-300, 0.9999), (p) => {
      const x = normalQuantile(p);
      expect(Math.abs(normalCdf(x) - p)).toBeLessThanOrEqual((2 * x * x + 4) * ulpOf(p));
    });
  });

  test("the square of a root is within an ulp of root, and exact where the root is", () => {
    holds(fc.nat(2 ** 26), (root) => expect(sqrt(root * root)).toBe(root));
    holds(scattered, (x) => expect(Math.abs(powReal(sqrt(x), 2) - x)).toBeLessThanOrEqual(2 * ulpOf(x)));
  });
});

describe("powers", () => {
  test("first and second powers are exactly rounded, reciprocal ones nearly", () => {
    holds(scattered, (x) => {
      expect(powReal(x, 1)).toBe(x);
      expect(Math.abs(powReal(x, -1) - 1 / x)).toBeLessThanOrEqual(ulpOf(1 / x));
    });
    holds(fc.integer({ min: 1, max: 2 ** 26 }), (x) => expect(powReal(x, 2)).toBe(x * x));
  });

  test("small powers of whole numbers are exact", () => {
    for (let base = 1; base <= 30; base++) {
      for (let power = 1n; BigInt(base) ** power < 2n ** 53n && power < 53n; power++) {
        expect(powReal(base, Number(power))).toBe(Number(BigInt(base) ** power));
      }
    }
  });
});

describe.each([
  ["the host's", sqrt],
  ["the portable", sqrtPortable],
])("%s square root rounds to nearest", (_, root) => {
  /** Whether `found` is nearest to √x: both midpoints of it are on the right sides, in exact integers. */
  function isNearest(x: number, found: number): boolean {
    // Both in units of 2^−1130, the root with one bit more for its midpoints.
    const scaled = (value: number): bigint => {
      const bits = BigInt(`0x${bitsOf(value)}`);
      const exponent = bits >> 52n;
      const fraction = bits & ((1n << 52n) - 1n);
      const significand = exponent === 0n ? fraction : fraction | (1n << 52n);
      return significand << ((exponent === 0n ? 1n : exponent) + 55n);
    };
    const square = scaled(x) << 1132n;
    const [below, middle, above] = [scaled(neighbour(found, -1)), scaled(found), scaled(neighbour(found, 1))];
    return (below + middle) ** 2n < square && square < (middle + above) ** 2n;
  }

  test("for any positive float64", () => {
    holds(positive, (x) => expect(isNearest(x, root(x))).toBe(true));
    holds(scattered, (x) => expect(isNearest(x, root(x))).toBe(true));
  });

  test("also where the root lies almost between two float64 values", () => {
    // Squares of midpoints, rounded: the hardest arguments.
    const hard = between(1, 2).map((middle) => (middle + 2 ** -53) * middle + middle * 2 ** -53);
    holds(hard, (x) => {
      for (const steps of [-1, 0, 1]) {
        const argument = neighbour(x, steps);
        expect(isNearest(argument, root(argument))).toBe(true);
      }
    });
  });

  test.each([
    [0, 0],
    [-0, -0],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [-1, Number.NaN],
    [Number.NEGATIVE_INFINITY, Number.NaN],
    [Number.NaN, Number.NaN],
    [5e-324, 2 ** -537],
  ])("of %d it is %d", (x, expected) => {
    expect(root(x)).toBe(expected);
  });
});

test("sine and cosine lie on the unit circle", () => {
  holds(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
    expect(Math.abs(sin(x) ** 2 + cos(x) ** 2 - 1)).toBeLessThanOrEqual(2 ** -51);
  });
});

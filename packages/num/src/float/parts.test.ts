/**
 * Goal: the parts that the kernel is built of are exact where they say so.
 * Method: comparison with exact integers, and with digits of constants from the literature.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { highWord, significandAt, timesPowerOfTwo } from "./bits.ts";
import { low, productError, squareError, sumError } from "./doubleDouble.ts";
import {
  cutTo,
  FRACTION_BITS,
  LN2,
  lnOfStep,
  ONE,
  PI,
  piWithBits,
  root,
  times,
  toFloat,
  toFloatRest,
} from "./fixedPoint.ts";
import { lnPair } from "./ln.ts";
import { scaledTail, TAIL_END } from "./tailTable.ts";
import { neighbour } from "./vectors.fixture.ts";

const whole53 = fc.oneof(
  fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }),
  fc.constantFrom(1n, -1n, 2n ** 53n - 1n, 2n ** 52n + 1n, 134217729n, -134217727n),
);

describe("what rounding dropped is exact", () => {
  test("of products and squares", () => {
    fc.assert(
      fc.property(whole53, whole53, (left, right) => {
        const [x, y] = [Number(left), Number(right)];
        expect(BigInt(x * y) + BigInt(productError(x, y, x * y))).toBe(left * right);
        expect(BigInt(x * x) + BigInt(squareError(x, x * x))).toBe(left * left);
      }),
      { numRuns: 2000 },
    );
  });

  test("of sums, in either order", () => {
    fc.assert(
      fc.property(whole53, whole53, fc.integer({ min: 0, max: 60 }), (left, right, shift) => {
        const [x, y] = [Number(left) * 2 ** shift, Number(right)];
        const exact = (left << BigInt(shift)) + right;
        expect(BigInt(x + y) + BigInt(sumError(x, y, x + y))).toBe(exact);
        expect(BigInt(x + y) + BigInt(sumError(y, x, x + y))).toBe(exact);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("scaling", () => {
  test("by any power of two", () => {
    for (let k = -1100; k <= 1100; k++) {
      // Halving and doubling a float64 near one, step by step, is the definition.
      let expected = 1.7;
      for (let step = 0; step < Math.abs(k); step++) expected *= k < 0 ? 0.5 : 2;
      if (k >= -1022) expect(timesPowerOfTwo(1.7, k)).toBe(expected);
      expect(timesPowerOfTwo(-1, k)).toBe(-timesPowerOfTwo(1, k));
    }
  });

  test.each([
    [1, -1074, 5e-324],
    [1, -1075, 0], // a tie, to even
    [1.0000000000000002, -1075, 5e-324],
    [1.5, -1074, 1e-323], // a tie, to even
    [1, -1100, 0],
    [1.9999999999999998, 1023, Number.MAX_VALUE],
    [1, 1024, Number.POSITIVE_INFINITY],
    [2 ** -59, 1082, 2 ** 1023],
    [2 ** 29, -1100, 2 ** -1071],
    [0, 1000, 0],
  ])("%f · 2^%i rounds once", (x, k, expected) => expect(timesPowerOfTwo(x, k)).toBe(expected));

  test("significands are taken out exactly", () => {
    for (let k = -1022; k <= 1023; k++) {
      const x = timesPowerOfTwo(1.2345678901234567, k);
      expect(significandAt(x, k)).toBe(1.2345678901234567);
      expect(significandAt(x, k + 1)).toBe(1.2345678901234567 / 2);
    }
  });

  test.each([
    [1, 0x3ff00000],
    [-2, 0xc0000000 | 0],
    [-0, 0x80000000 | 0],
    [5e-324, 0],
    [Number.POSITIVE_INFINITY, 0x7ff00000],
  ])("high word of %f", (x, word) => expect(highWord(x)).toBe(word));
});

describe("fixed point", () => {
  const decimals = (value: bigint, count: number): string => {
    const digits = String((value * 10n ** BigInt(count)) >> FRACTION_BITS);
    return `${digits.slice(0, -count) || "0"}.${digits.slice(-count).padStart(count, "0")}`;
  };

  test("constants have their known digits", () => {
    expect(decimals(PI, 60)).toBe("3.141592653589793238462643383279502884197169399375105820974944");
    expect(decimals(LN2, 60)).toBe("0.693147180559945309417232121458176568075500134360255254120680");
    expect(decimals(root(2n * ONE), 60)).toBe("1.414213562373095048801688724209698078569671875376948073176679");
    expect(decimals(lnOfStep(9n), 40)).toBe("0.1053605156578263012275009808393127983061");
  });

  test("π with more bits goes on where fewer end", () => {
    const wide = piWithBits(1280n) >> (1280n - FRACTION_BITS);
    expect(wide - PI).toBeGreaterThanOrEqual(-1n);
    expect(wide - PI).toBeLessThanOrEqual(1n);
  });

  test("a float64 and its rest give 105 bits back", () => {
    const back = (value: number): bigint => BigInt(value * 2 ** 512);
    const error = back(toFloat(PI)) + back(toFloatRest(PI)) - PI;
    expect(error < 0n ? -error : error).toBeLessThan(1n << (FRACTION_BITS - 105n));
    expect(toFloat(PI)).toBe(Math.PI);
    expect(toFloat(-PI)).toBe(-Math.PI);
    expect(toFloat(ONE + 1n)).toBe(1);
    expect(toFloat(ONE + (ONE >> 53n) + 1n)).toBe(neighbour(1, 1));
  });

  test("a cut drops the bits below", () => {
    const cut = cutTo(PI, 20n);
    expect(PI - cut).toBeLessThan(ONE >> 20n);
    expect(toFloat(cut) * 2 ** 20).toBe(Math.floor(Math.PI * 2 ** 20));
  });
});

describe("pairs of high and low", () => {
  /** A float64 as a fixed-point integer: exact while its last bit is above 2^−300. */
  const fixed = (value: number): bigint => BigInt(value * 2 ** 300) << (FRACTION_BITS - 300n);
  const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

  /** ln m = 2·atanh((m − 1) / (m + 1)) by its series, for m near one. */
  function lnNearOne(m: bigint): bigint {
    const ratio = ((m - ONE) << FRACTION_BITS) / (m + ONE);
    const square = times(ratio, ratio);
    let power = 2n * ratio;
    let sum = 0n;
    for (let degree = 1n; power !== 0n && power !== -1n; degree += 2n) {
      sum += power / degree;
      power = times(power, square);
    }
    return sum;
  }

  test("lnPair is right to 2^−66", () => {
    const significand = fc.double({ min: 0.6875, max: 1.375, noNaN: true });
    // Around one, where the terms of the sum are nearly equal in size.
    const nearOne = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(0.03, 0.01, 1e-4));
    const argument = fc.oneof(
      significand,
      nearOne.map(([offset, scale]) => 1 + offset * scale),
    );
    fc.assert(
      fc.property(argument, fc.oneof(fc.constant(0), fc.integer({ min: -1021, max: 1023 })), (m, k) => {
        const high = lnPair(m * 2 ** k);
        const pair = fixed(high) + fixed(low[0]!);
        const exact = lnNearOne(fixed(m)) + BigInt(k) * LN2;
        expect(absolute(pair - exact) <= absolute(exact) >> 66n).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test("the stretches of the scaled tail meet at their ends", () => {
    for (let octave = 1; octave <= 32; octave *= 2) {
      for (let step = 0; step < 16; step++) {
        const end = octave * (1 + step / 16) - 1;
        if (end === 0 || end >= TAIL_END) continue;
        const [before, after] = [neighbour(end, -1), end].map((x) => fixed(scaledTail(x, 0)) + fixed(low[0]!)) as [
          bigint,
          bigint,
        ];
        // Between the two the tail falls by less than one part in 2^52.
        expect(before >= after && before - after <= after >> 51n).toBe(true);
      }
    }
  });

  test("the scaled tail obeys its differential equation", () => {
    // A(x + h) − A(x − h) over 2h is x·A − 1/√(2π), up to h²·A‴/6 < h².
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: TAIL_END - 0.01, noNaN: true }), (x) => {
        const h = 2 ** -13;
        const slope = (scaledTail(x + h, 0) - scaledTail(x - h, 0)) / (2 * h);
        expect(Math.abs(slope - (x * scaledTail(x, 0) - 1 / Math.sqrt(2 * Math.PI)))).toBeLessThan(h * h);
      }),
    );
  });
});

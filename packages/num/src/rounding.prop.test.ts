/** Goal: the laws of directed rounding. Method: edge-biased bigints, near multiples of the divisor among them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { divDown, divUp, mulDivDown, mulDivUp, mulPpmDown, mulPpmUp, sqrtDown } from "./rounding.ts";
import { atoms, ppm } from "./units.ts";

const RUNS = { numRuns: 2000 };
const divisor = fc.oneof(fc.bigInt({ min: 1n, max: 10n }), fc.bigInt({ min: 1n, max: 2n ** 130n }));
/** A numerator and its divisor: any, or one step around a multiple. */
const fraction = divisor.chain((denominator) =>
  fc.tuple(
    fc.oneof(
      fc.bigInt({ min: -(2n ** 140n), max: 2n ** 140n }),
      fc
        .tuple(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), fc.constantFrom(-1n, 0n, 1n))
        .map(([quotient, step]) => quotient * denominator + step),
    ),
    fc.constant(denominator),
  ),
);

const holds = <T>(arbitrary: fc.Arbitrary<T>, law: (value: T) => void): void =>
  fc.assert(
    fc.property(arbitrary, (value) => {
      law(value);
    }),
    RUNS,
  );

test("down is the largest whole number not above, up the smallest not below", () => {
  holds(fraction, ([numerator, denominator]) => {
    const [down, up] = [divDown(numerator, denominator), divUp(numerator, denominator)];
    expect(down * denominator <= numerator && numerator < (down + 1n) * denominator).toBe(true);
    expect((up - 1n) * denominator < numerator && numerator <= up * denominator).toBe(true);
  });
});

test("the two directions mirror each other, and differ by one unless exact", () => {
  holds(fraction, ([numerator, denominator]) => {
    expect(divUp(-numerator, denominator)).toBe(-divDown(numerator, denominator));
    const gap = divUp(numerator, denominator) - divDown(numerator, denominator);
    expect(gap).toBe(numerator % denominator === 0n ? 0n : 1n);
  });
});

test("native division truncates: the reason it stays inside this package", () => {
  holds(fraction, ([numerator, denominator]) => {
    const toward = numerator < 0n ? divUp : divDown;
    expect(numerator / denominator).toBe(toward(numerator, denominator));
  });
});

test("splitting an amount never pays out more than there is, nor collects less", () => {
  const shares = fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), { minLength: 1, maxLength: 6 });
  holds(fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 90n }), shares), ([amount, weights]) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0n);
    if (total === 0n) return;
    const paid = weights.reduce((sum, weight) => sum + mulDivDown(amount, weight, total), 0n);
    const collected = weights.reduce((sum, weight) => sum + mulDivUp(amount, weight, total), 0n);
    expect(paid <= amount && amount <= collected).toBe(true);
    expect(collected - paid < 2n * BigInt(weights.length)).toBe(true);
  });
});

test("fractions of amounts are bracketed, and grow with the amount", () => {
  const ppmValue = fc.bigInt({ min: 0n, max: 2_000_000n });
  holds(fc.tuple(fc.bigInt({ min: -(2n ** 100n), max: 2n ** 100n }), ppmValue), ([amount, part]) => {
    const down = mulPpmDown(atoms(amount), ppm(part));
    const up = mulPpmUp(atoms(amount), ppm(part));
    expect(down * 1_000_000n <= amount * part && amount * part <= up * 1_000_000n).toBe(true);
    expect(mulPpmDown(atoms(amount + 1n), ppm(part)) >= down).toBe(true);
  });
});

test("sqrtDown is the largest root not above", () => {
  const around = fc
    .tuple(fc.bigInt({ min: 1n, max: 2n ** 300n }), fc.constantFrom(-1n, 0n, 1n))
    .map(([root, step]) => root * root + step);
  holds(fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 200n }), around), (value) => {
    const root = sqrtDown(value);
    expect(root >= 0n && root * root <= value && value < (root + 1n) * (root + 1n)).toBe(true);
  });
});

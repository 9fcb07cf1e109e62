/** Goal: a split is exact, fair to a unit, and blind to order but for equal remainders. Method: random weights. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { shareInOrder, shareOut } from "./shareOut.ts";

const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 });
const sum = (values: readonly bigint[]) => values.reduce((left, right) => left + right, 0n);

test("LIQ-038 DFLT-015 shares sum to the total and differ from their part by less than one", () => {
  fc.assert(
    fc.property(weights, fc.bigInt({ min: 0n, max: 10n ** 13n }), (parts, total) => {
      const whole = sum(parts);
      fc.pre(whole > 0n);
      const shares = shareOut(total, parts);
      expect(sum(shares)).toBe(total);
      for (const [index, share] of shares.entries()) {
        const distance = share * whole - total * parts[index]!;
        expect(distance < whole && -distance < whole).toBe(true);
        if (total <= whole) expect(share <= parts[index]!).toBe(true);
      }
    }),
  );
});

test("LIQ-038 LIQ-049 shares in order sum to the total, and each is the floor or the ceiling of its part", () => {
  fc.assert(
    fc.property(weights, fc.bigInt({ min: 0n, max: 10n ** 13n }), (parts, total) => {
      const whole = sum(parts);
      fc.pre(whole > 0n);
      const shares = shareInOrder(total, parts);
      expect(sum(shares)).toBe(total);
      for (const [index, share] of shares.entries()) {
        const floor = (total * parts[index]!) / whole;
        expect(share === floor || (share === floor + 1n && (total * parts[index]!) % whole !== 0n)).toBe(true);
        if (total <= whole) expect(share <= parts[index]!).toBe(true);
      }
    }),
  );
});

test("LIQ-038 the order of different weights does not matter", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 2, maxLength: 12 }), (parts) => {
      const total = sum(parts) / 3n;
      const remainders = parts.map((part) => (total * part) % sum(parts));
      fc.pre(new Set(remainders).size === parts.length);
      const forward = shareOut(total, parts);
      expect(shareOut(total, [...parts].reverse()).reverse()).toEqual(forward);
    }),
  );
});

test("nothing is shared over nothing, and only nothing", () => {
  expect(shareOut(0n, [0n, 0n])).toEqual([0n, 0n]);
  expect(shareInOrder(0n, [0n, 0n])).toEqual([0n, 0n]);
  expect(() => shareOut(1n, [0n])).toThrow("over nothing");
  expect(() => shareInOrder(1n, [0n])).toThrow("over nothing");
});

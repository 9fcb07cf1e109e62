/** Goal: decay by half-lives is exact where it must be and independent of its steps up to rounding. Method: against float64, and in two steps. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { halved } from "./halving.ts";

const value = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const halfLifeMs = fc.integer({ min: 1, max: 86_400_000 });

test("whole half-lives halve, and no time changes nothing", () => {
  expect(halved(1_000n, 0, 300)).toBe(1_000n);
  expect(halved(1_000n, 300, 300)).toBe(500n);
  expect(halved(-1_000n, 600, 300)).toBe(-250n);
  expect(halved(-1n, 300, 300)).toBe(0n); // toward zero
  expect(halved(10n ** 40n, 257, 1)).toBe(0n);
});

test("it is the power of two, to a billionth", () => {
  fc.assert(
    fc.property(halfLifeMs, fc.integer({ min: 0, max: 20_000 }), (halfLife, thousandths) => {
      const elapsed = Math.floor((halfLife * thousandths) / 1_000);
      const expected = 2 ** (-elapsed / halfLife);
      expect(Math.abs(Number(halved(10n ** 30n, elapsed, halfLife)) / 1e30 / expected - 1)).toBeLessThan(1e-9);
    }),
  );
});

test("two steps leave what one leaves, to a few billionths and two units", () => {
  fc.assert(
    fc.property(value, halfLifeMs, fc.nat(86_400_000), fc.nat(86_400_000), (start, halfLife, first, second) => {
      const once = halved(start, first + second, halfLife);
      const twice = halved(halved(start, first, halfLife), second, halfLife);
      const gap = once > twice ? once - twice : twice - once;
      const size = once < 0n ? -once : once;
      expect(gap <= (size * 4n) / 1_000_000_000n + 2n).toBe(true);
    }),
  );
});

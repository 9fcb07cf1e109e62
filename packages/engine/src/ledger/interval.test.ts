/** Goal: an interval begins at a point and widens without a jump. Method: figures by hand, then laws over random prices. */
import { DAY_MS, ppm } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ageSpreadPpm, intervalOf, overdueMs } from "./interval.ts";

const RANGE = { rangePpm: 80_000n, periodMs: DAY_MS };

test("ORCL-062 a price is overdue from the moment it is older than its feed allows", () => {
  expect([0, 60_000, 60_001, 90_000].map((ageMs) => overdueMs(1_000, 60_000, 1_000 + ageMs))).toEqual([
    0, 0, 1, 30_000,
  ]);
});

test("ORCL-060 ORCL-061 the half-width is the confidence and R·√(t/T) of the middle, rounded up", () => {
  expect(ageSpreadPpm(RANGE, 0)).toBe(0n);
  expect(ageSpreadPpm(RANGE, DAY_MS / 4)).toBe(40_001n); // half of R, and one for rounding
  expect(ageSpreadPpm(RANGE, DAY_MS)).toBe(80_001n);
  const price = { value: 10_000_000n, confidence: 500n };
  expect(intervalOf(price, ppm(0n))).toEqual({ low: 9_999_500n, middle: 10_000_000n, high: 10_000_500n });
  expect(intervalOf(price, ppm(40_001n))).toEqual({ low: 9_599_490n, middle: 10_000_000n, high: 10_400_510n });
});

test("ORCL-061 an interval widens with age, by less than its root allows, and never by a jump", () => {
  const times = fc.integer({ min: 0, max: 30 * DAY_MS });
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 4_000_000n }),
      times,
      fc.integer({ min: 0, max: 1_000 }),
      (rangePpm, t, dt) => {
        const range = { rangePpm, periodMs: DAY_MS };
        const [before, after] = [ageSpreadPpm(range, t), ageSpreadPpm(range, t + dt)];
        expect(after).toBeGreaterThanOrEqual(before);
        // √(t + d) − √t ≤ √d: what a second adds is at most what the first second adds, and two for rounding.
        expect(after - before).toBeLessThanOrEqual(ageSpreadPpm(range, dt) + 2n + rangePpm / 500_000n);
      },
    ),
  );
});

test("ORCL-063 no interval reaches below zero", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 18n }),
      fc.bigInt({ min: 0n, max: 10n ** 18n }),
      fc.bigInt({ min: 0n, max: 3_000_000n }),
      (value, confidence, spread) => {
        const { low, middle, high } = intervalOf({ value, confidence }, ppm(spread));
        expect(low).toBeGreaterThanOrEqual(0n);
        expect(low).toBeLessThanOrEqual(middle);
        expect(high).toBeGreaterThanOrEqual(middle);
      },
    ),
  );
});

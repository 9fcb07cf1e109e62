/** Goal: an interval begins at a point and widens without a jump. Method: figures by hand, then laws over random prices. */
import { DAY_MS, HOUR_MS, MINUTE_MS, ppm } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { BTC_FEED } from "../testing/testMarket.ts";
import { ageSpreadPpm, intervalOf, priceAge } from "./interval.ts";

const RANGE = { rangePpm: 80_000n, periodMs: DAY_MS };
const MONDAY_MS = 1_760_313_600_000; // 2025-10-13T00:00:00Z
/** Monday to Friday, the whole day. */
const WEEKDAYS = { openings: [{ fromMinute: 0, toMinute: 5 * 1_440 }], closedRangePpm: ppm(50_000n) };
const ALWAYS = { openings: [], closedRangePpm: ppm(0n) };

const feedOf = (sessions: typeof WEEKDAYS) => {
  const { spec } = mustGet(createTestHouse().state.feeds, BTC_FEED);
  return { spec: { ...spec, maxAgeMs: MINUTE_MS, sessions } };
};
const late = (overdueMs: number) => ({ overdueMs, closedRangePpm: 0n });

test("ORCL-062 a price is overdue from the moment it is older than its feed allows", () => {
  const ages = [0, 60_000, 60_001, 90_000].map((ageMs) => priceAge(feedOf(ALWAYS), 1_000, 1_000 + ageMs));
  expect(ages).toEqual([late(0), late(0), late(1), late(30_000)]);
});

test("ORCL-064 a price grows old while its market is open, and reaches as far as that may move while it is closed", () => {
  const feed = feedOf(WEEKDAYS);
  const friday = MONDAY_MS + 5 * DAY_MS - HOUR_MS;
  const ageAt = (timeMs: number) => priceAge(feed, friday, timeMs);
  expect(ageAt(friday + HOUR_MS - 1)).toEqual(late(HOUR_MS - 1 - MINUTE_MS));
  const closed = { overdueMs: HOUR_MS - MINUTE_MS, closedRangePpm: 50_000n };
  expect(ageAt(friday + 2 * DAY_MS)).toEqual(closed);
  expect(ageAt(MONDAY_MS + 7 * DAY_MS + HOUR_MS)).toEqual({ ...closed, overdueMs: 2 * HOUR_MS - MINUTE_MS }); // no word yet
  expect(priceAge(feed, MONDAY_MS + 7 * DAY_MS, MONDAY_MS + 7 * DAY_MS + 1)).toEqual(late(0)); // a price of the new week
  const saturday = friday + DAY_MS;
  expect(priceAge(feed, saturday, saturday)).toEqual({ overdueMs: 0, closedRangePpm: 50_000n }); // said into a closing
  expect(priceAge(feed, saturday, MONDAY_MS + 7 * DAY_MS)).toEqual({ overdueMs: 0, closedRangePpm: 50_000n });
  expect(ageSpreadPpm(RANGE, { overdueMs: 0, closedRangePpm: 50_000n })).toBe(50_000n);
  expect(ageSpreadPpm(RANGE, { overdueMs: DAY_MS / 4, closedRangePpm: 50_000n })).toBe(90_001n);
});

test("ORCL-060 ORCL-061 an interval is what it may have been and R·√(t/T) of the middle beyond, rounded up", () => {
  expect(ageSpreadPpm(RANGE, late(0))).toBe(0n);
  expect(ageSpreadPpm(RANGE, late(DAY_MS / 4))).toBe(40_001n); // half of R, and one for rounding
  expect(ageSpreadPpm(RANGE, late(DAY_MS))).toBe(80_001n);
  const price = { value: 10_000_000n, low: 9_999_500n, high: 10_900_000n }; // a deep source stands apart above
  expect(intervalOf(price, ppm(0n))).toEqual({ low: 9_999_500n, middle: 10_000_000n, high: 10_900_000n });
  expect(intervalOf(price, ppm(40_001n))).toEqual({ low: 9_599_490n, middle: 10_000_000n, high: 11_300_010n });
  expect(intervalOf(price, ppm(0n), 9_000_000n)).toMatchObject({ low: 9_000_000n, high: 10_900_000n });
});

test("ORCL-061 an interval widens with age, by less than its root allows, and never by a jump", () => {
  const times = fc.integer({ min: 0, max: 30 * DAY_MS });
  const ranges = fc.bigInt({ min: 0n, max: 4_000_000n });
  fc.assert(
    fc.property(ranges, times, fc.integer({ min: 0, max: 1_000 }), (rangePpm, t, dt) => {
      const range = { rangePpm, periodMs: DAY_MS };
      const [before, after] = [ageSpreadPpm(range, late(t)), ageSpreadPpm(range, late(t + dt))];
      expect(after).toBeGreaterThanOrEqual(before);
      // √(t + d) − √t ≤ √d: what a second adds is at most what the first second adds, and two for rounding.
      expect(after - before).toBeLessThanOrEqual(ageSpreadPpm(range, late(dt)) + 2n + rangePpm / 500_000n);
    }),
  );
});

test("ORCL-063 no interval reaches below zero, and every one holds its middle", () => {
  const numbers = fc.bigInt({ min: 0n, max: 10n ** 18n });
  fc.assert(
    fc.property(
      numbers,
      numbers,
      numbers,
      numbers,
      fc.bigInt({ min: 0n, max: 3_000_000n }),
      (value, low, high, median, spread) => {
        const interval = intervalOf({ value, low, high }, ppm(spread), median);
        expect(interval.low).toBeGreaterThanOrEqual(0n);
        expect(interval.low).toBeLessThanOrEqual(interval.middle);
        expect(interval.high).toBeGreaterThanOrEqual(interval.middle);
      },
    ),
  );
});

/** Goal: a week has the open time that its openings say. Method: an exchange's week by hand, then sums over random times. */
import { DAY_MS, HOUR_MS, MINUTE_MS, ppm } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { closesWithin, isInSession, openMsBetween, reopeningsWithin, wasClosedSince } from "./sessions.ts";

const MONDAY_MS = 1_760_313_600_000; // 2025-10-13T00:00:00Z
/** Monday to Friday, 13:30 to 20:00 UTC. */
const WEEK = {
  openings: [0, 1, 2, 3, 4].map((day) => ({ fromMinute: day * 1_440 + 810, toMinute: day * 1_440 + 1_200 })),
  closedRangePpm: ppm(50_000n),
};
const ALWAYS = { openings: [], closedRangePpm: ppm(0n) };
const at = (day: number, hour: number) => MONDAY_MS + day * DAY_MS + hour * HOUR_MS;

test("ORCL-050 an opening holds from its first minute until before its last", () => {
  const minuteBefore = at(0, 13.5) - 1;
  expect([minuteBefore, at(0, 13.5), at(0, 20) - 1, at(0, 20), at(5, 15)].map((now) => isInSession(WEEK, now))).toEqual(
    [false, true, true, false, false],
  );
  expect(isInSession(ALWAYS, at(6, 3))).toBe(true);
});

test("ORCL-052 from Friday's close to Monday's opening no time passes", () => {
  expect(openMsBetween(WEEK, at(4, 20), at(7, 13.5))).toBe(0);
  expect(openMsBetween(WEEK, at(4, 19), at(7, 14))).toBe(HOUR_MS + 30 * MINUTE_MS);
  expect(openMsBetween(WEEK, at(0, 0), at(70, 0))).toBe(10 * 5 * 6.5 * HOUR_MS);
  expect(openMsBetween(ALWAYS, at(0, 0), at(3, 1))).toBe(3 * DAY_MS + HOUR_MS);
});

test("ORCL-052 open time adds up, and is what single minutes say", () => {
  const minute = fc.integer({ min: 0, max: 20_160 }).map((n) => MONDAY_MS + n * MINUTE_MS);
  fc.assert(
    fc.property(fc.tuple(minute, minute, minute), (times) => {
      const [a, b, c] = [...times].sort((left, right) => left - right) as [number, number, number];
      expect(openMsBetween(WEEK, a, b) + openMsBetween(WEEK, b, c)).toBe(openMsBetween(WEEK, a, c));
      let counted = 0;
      for (let now = a; now < b; now += MINUTE_MS) if (isInSession(WEEK, now)) counted += MINUTE_MS;
      expect(openMsBetween(WEEK, a, b)).toBe(counted);
    }),
    { numRuns: 40 },
  );
});

test("ORCL-067 a closing is ahead from so long before it on, and behind until there is a price from after it", () => {
  expect(closesWithin(WEEK, at(0, 19), HOUR_MS)).toBe(false); // up to its last instant
  expect(closesWithin(WEEK, at(0, 19) + 1, HOUR_MS)).toBe(true);
  expect(closesWithin(WEEK, at(5, 3), 1)).toBe(true);
  expect(closesWithin(WEEK, at(0, 14), 0)).toBe(false);
  expect(closesWithin(ALWAYS, at(0, 19), DAY_MS)).toBe(false);
  expect(wasClosedSince(WEEK, at(0, 14), at(0, 19))).toBe(false);
  expect(wasClosedSince(WEEK, at(0, 19), at(1, 14))).toBe(true);
  expect(wasClosedSince(WEEK, at(1, 13.5), at(1, 14))).toBe(false);
  expect(wasClosedSince(WEEK, at(5, 3) + 1_000, at(5, 3))).toBe(true); // a clock that runs ahead
  expect(wasClosedSince(ALWAYS, at(0, 0), at(70, 0))).toBe(false);
});

test("MARG-112 the openings after closings are those that follow one that has begun, or begins within the span", () => {
  expect(reopeningsWithin(WEEK, at(0, 19), HOUR_MS)).toEqual([]); // it closes at the last instant of the span
  expect(reopeningsWithin(WEEK, at(0, 19) + 1, HOUR_MS)).toEqual([at(1, 13.5)]);
  expect(reopeningsWithin(WEEK, at(0, 19), 25 * HOUR_MS + 1)).toEqual([at(1, 13.5), at(2, 13.5)]);
  expect(reopeningsWithin(WEEK, at(4, 20), 0)).toEqual([at(7, 13.5)]); // over a weekend
  expect(reopeningsWithin(WEEK, at(1, 13.5) - 1, 0)).toEqual([at(1, 13.5)]);
  expect(reopeningsWithin(WEEK, at(1, 13.5), HOUR_MS)).toEqual([]);
  expect(reopeningsWithin(ALWAYS, at(0, 0), 30 * DAY_MS)).toEqual([]);
  const whole = { ...WEEK, openings: [{ fromMinute: 0, toMinute: 600 }, { fromMinute: 600, toMinute: 10_080 }] }; // biome-ignore format: one week
  expect(reopeningsWithin(whole, at(0, 0), 30 * DAY_MS)).toEqual([]);
});

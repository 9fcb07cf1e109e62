/** Goal: the published schedule to the millionth. Method: limits by hand, and laws over random targets and times. */
import { DAY_MS, HOUR_MS } from "@novate/num";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STANDARD_FORECAST } from "./parameters.ts";
import { advanceSchedule, bindingLimit, EMPTY_SCHEDULE, limitsOf, type Schedule } from "./schedule.ts";

const START = 20_000 * DAY_MS;
const NO_FLOOR = { floorPpm: 0, isFresh: false };
const first = advanceSchedule(EMPTY_SCHEDULE, 100_000, NO_FLOOR, START, STANDARD_FORECAST);
const loose = { ...STANDARD_FORECAST, fiveDayRise: 100 };

describe("FCST-035: what existing positions pay", () => {
  test("the first range is the target", () => {
    expect(first).toStrictEqual({ timeMs: START, rangePpm: 100_000, lowsPpm: [0, 0, 100_000, 0, 0, 0] });
  });

  test.each<[string, typeof STANDARD_FORECAST, number, number, number]>([
    ["a small move is followed", STANDARD_FORECAST, 103_000, 1, 103_000],
    ["+25 % in an hour", loose, 200_000, 1, 125_000],
    ["compounded over two hours", loose, 200_000, 2, 156_250],
    ["in proportion within an hour", loose, 200_000, 0.5, 111_803],
    ["−2 % in an hour, rounded up", STANDARD_FORECAST, 50_000, 1, 98_000],
    ["compounded over a day", STANDARD_FORECAST, 10_000, 24, 61_579],
    ["double the least of five days", STANDARD_FORECAST, 300_000, 12, 200_000],
    ["no more two days later", STANDARD_FORECAST, 300_000, 48, 200_000],
    ["the low is forgotten after six days", STANDARD_FORECAST, 300_000, 6 * 24, 300_000],
  ])("%s", (_, parameters, target, hours, expected) => {
    expect(advanceSchedule(first, target, NO_FLOOR, START + hours * HOUR_MS, parameters).rangePpm).toBe(expected);
  });

  test("FCST-092: a fresh listing has no five-day limit", () => {
    const fresh = { floorPpm: 0, isFresh: true };
    expect(advanceSchedule(first, 300_000, fresh, START + 12 * HOUR_MS, STANDARD_FORECAST).rangePpm).toBe(300_000);
    expect(advanceSchedule(first, 300_000, fresh, START + HOUR_MS, STANDARD_FORECAST).rangePpm).toBe(125_000);
  });

  test("FCST-068: a floor is met at once", () => {
    const floored = { floorPpm: 150_000, isFresh: false };
    expect(advanceSchedule(first, 90_000, floored, START + HOUR_MS, STANDARD_FORECAST).rangePpm).toBe(150_000);
  });

  test("FCST-070: the limit that held is named", () => {
    const after = (hours: number) => limitsOf(first, START + hours * HOUR_MS, STANDARD_FORECAST);
    expect(bindingLimit(after(1), 124_000)).toBe("none");
    expect(bindingLimit(after(1), 126_000)).toBe("hourlyRise");
    expect(bindingLimit(after(8), 201_000)).toBe("fiveDayRise");
    expect(bindingLimit(after(1), 97_000)).toBe("hourlyFall");
  });

  test("FCST-069: never above double any range of the five days before, never down faster than 2 % an hour", () => {
    const step = fc.record({
      target: fc.integer({ min: 10_000, max: 900_000 }),
      minutes: fc.integer({ min: 5, max: 2_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 80 }), (steps) => {
        const published: Schedule[] = [];
        let schedule = EMPTY_SCHEDULE;
        let timeMs = START;
        for (const { target, minutes } of steps) {
          timeMs += minutes * 60_000;
          const before = schedule;
          schedule = advanceSchedule(schedule, target, NO_FLOOR, timeMs, STANDARD_FORECAST);
          for (const past of published) {
            if (timeMs - past.timeMs > 5 * DAY_MS) continue;
            expect(schedule.rangePpm).toBeLessThanOrEqual(past.rangePpm * 2);
          }
          if (before.timeMs > 0) {
            expect(schedule.rangePpm).toBeGreaterThanOrEqual(before.rangePpm * 0.98 ** (minutes / 60) - 1);
          }
          published.push(schedule);
        }
      }),
      { numRuns: 60 },
    );
  });
});

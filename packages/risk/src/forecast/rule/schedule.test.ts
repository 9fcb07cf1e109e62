/** Goal: the published schedule to the millionth. Method: limits by hand, and laws over random targets and times. */
import { DAY_MS, HOUR_MS } from "@novate/num";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STANDARD_FORECAST } from "./parameters.ts";
import { advanceSchedule, bindingLimit, EMPTY_SCHEDULE, limitsOf, type Schedule } from "./schedule.ts";

const START = 20_000 * DAY_MS;
const first = advanceSchedule(EMPTY_SCHEDULE, 100_000, 0, START, STANDARD_FORECAST);
const loose = { ...STANDARD_FORECAST, fiveDayRise: 100 };

describe("FCST-035: what existing positions pay", () => {
  test("the first range is the target", () => {
    expect(first).toStrictEqual({ timeMs: START, rangePpm: 100_000, lowsPpm: [0, 0, 100_000, 0, 0, 0] });
  });

  test.each<[string, typeof STANDARD_FORECAST, number, number, number]>([
    ["a small move is followed", STANDARD_FORECAST, 103_000, 1, 103_000],
    ["+10 % in an hour", loose, 200_000, 1, 110_000],
    ["compounded over three hours", loose, 200_000, 3, 133_100],
    ["in proportion within an hour", loose, 200_000, 0.5, 104_880],
    ["−2 % in an hour, rounded up", STANDARD_FORECAST, 50_000, 1, 98_000],
    ["compounded over a day", STANDARD_FORECAST, 10_000, 24, 61_579],
    ["+7 % over the least of five days", STANDARD_FORECAST, 200_000, 1, 107_000],
    ["no more two days later", STANDARD_FORECAST, 200_000, 48, 107_000],
    ["the low is forgotten after six days", STANDARD_FORECAST, 200_000, 6 * 24, 200_000],
  ])("%s", (_, parameters, target, hours, expected) => {
    expect(advanceSchedule(first, target, 0, START + hours * HOUR_MS, parameters).rangePpm).toBe(expected);
  });

  test("FCST-068: a floor is met at once", () => {
    expect(advanceSchedule(first, 90_000, 150_000, START + HOUR_MS, STANDARD_FORECAST).rangePpm).toBe(150_000);
  });

  test("FCST-070: the limit that held is named", () => {
    const after = (parameters: typeof STANDARD_FORECAST) => limitsOf(first, START + HOUR_MS, parameters);
    expect(bindingLimit(after(STANDARD_FORECAST), 105_000)).toBe("none");
    expect(bindingLimit(after(STANDARD_FORECAST), 109_000)).toBe("fiveDayRise");
    expect(bindingLimit(after(loose), 111_000)).toBe("hourlyRise");
    expect(bindingLimit(after(STANDARD_FORECAST), 97_000)).toBe("hourlyFall");
  });

  test("FCST-069: never above 1.07 times any range of the five days before, never down faster than 2 % an hour", () => {
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
          schedule = advanceSchedule(schedule, target, 0, timeMs, STANDARD_FORECAST);
          for (const past of published) {
            if (timeMs - past.timeMs > 5 * DAY_MS) continue;
            expect(schedule.rangePpm).toBeLessThanOrEqual(past.rangePpm * 1.07);
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

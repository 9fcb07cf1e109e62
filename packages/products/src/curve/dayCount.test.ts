/**
 * Goal: day counts as the conventions have them, at the ends of February above all.
 * Method: ISDA's published examples; the larger tables run in `reference/quantlib.test.ts`.
 *
 * @module
 */
import { describe, expect, it } from "vitest";
import { type CalendarDate, type DayCount, dayCountDays, dayCountYears } from "./dayCount.ts";

const date = (text: string): CalendarDate => {
  const [year, month, day] = text.split("-").map(Number) as [number, number, number];
  return { year, month, day };
};

it.each<[DayCount, string, string, number]>([
  ["actual/360", "2024-02-28", "2024-03-01", 2],
  ["actual/365", "2023-02-28", "2023-03-01", 1],
  ["actual/365", "1999-12-31", "2100-03-01", 36_585],
  ["30/360 bond", "2006-08-31", "2007-02-28", 178],
  ["30/360 european", "2006-02-28", "2006-08-31", 182],
  ["30/360 us", "2008-02-29", "2009-02-28", 360],
  ["30/360 isda", "2006-02-28", "2006-08-31", 180],
])("%s from %s to %s", (convention, start, end, days) => {
  expect(dayCountDays(convention, date(start), date(end))).toBe(days);
});

describe("30E/360 ISDA", () => {
  it("keeps the last of February if it is the termination date", () => {
    const [start, end] = [date("2007-08-31"), date("2008-02-29")];
    expect(dayCountDays("30/360 isda", start, end, end)).toBe(179);
    expect(dayCountDays("30/360 isda", start, end)).toBe(180);
  });
});

it("divides by the year of its convention", () => {
  expect(dayCountYears("actual/365", date("2023-01-01"), date("2024-01-01"))).toBe(1);
  expect(dayCountYears("actual/360", date("2023-01-01"), date("2023-12-27"))).toBe(1);
});

/**
 * Day counts: how many days a convention sees between two dates, and what part of a year.
 *
 * Source: ISDA 2006 definitions, section 4.16; for the February rules of the variants, the notes at each.
 * @module
 */

/** A date of the Gregorian calendar. */
export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

export type DayCount =
  | "actual/360"
  | "actual/365"
  | "30/360 bond" // 30/360 (ISDA 4.16(f))
  | "30/360 european" // 30E/360
  | "30/360 us" // 30U/360: end of February counts as the 30th
  | "30/360 isda"; // 30E/360 ISDA: as above, unless it is the termination date

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const isFebruaryEnd = (date: CalendarDate): boolean => date.month === 2 && date.day === (isLeap(date.year) ? 29 : 28);

/** Days since 1 March of year 0, by Zeller's months from March. */
function dayNumber(date: CalendarDate): number {
  const year = date.month > 2 ? date.year : date.year - 1;
  const month = date.month > 2 ? date.month - 3 : date.month + 9;
  const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return 365 * year + leaps + Math.floor((153 * month + 2) / 5) + date.day - 1;
}

/** Days from `start` to `end`; `termination` matters to "30/360 isda" only. */
export function dayCountDays(
  convention: DayCount,
  start: CalendarDate,
  end: CalendarDate,
  termination?: CalendarDate,
): number {
  if (convention === "actual/360" || convention === "actual/365") return dayNumber(end) - dayNumber(start);
  const { from, to } = thirtyDays(convention, start, end, termination);
  return 360 * (end.year - start.year) + 30 * (end.month - start.month) + (to - from);
}

/** Part of a year from `start` to `end`. */
export const dayCountYears = (
  convention: DayCount,
  start: CalendarDate,
  end: CalendarDate,
  termination?: CalendarDate,
): number => dayCountDays(convention, start, end, termination) / (convention === "actual/365" ? 365 : 360);

/** The days of the month that a 30/360 convention puts in place of the real ones. */
function thirtyDays(
  convention: DayCount,
  start: CalendarDate,
  end: CalendarDate,
  termination: CalendarDate | undefined,
): { readonly from: number; readonly to: number } {
  const from = start.day === 31 ? 30 : start.day;
  switch (convention) {
    case "30/360 us": {
      const startsAtEnd = isFebruaryEnd(start);
      const usFrom = startsAtEnd ? 30 : from;
      if (startsAtEnd && isFebruaryEnd(end)) return { from: usFrom, to: 30 };
      return { from: usFrom, to: end.day === 31 && usFrom >= 30 ? 30 : end.day };
    }
    case "30/360 isda": {
      const isTermination =
        termination !== undefined && dayNumber(termination) === dayNumber(end) && isFebruaryEnd(end);
      return {
        from: isFebruaryEnd(start) ? 30 : from,
        to: (isFebruaryEnd(end) && !isTermination) || end.day === 31 ? 30 : end.day,
      };
    }
    case "30/360 european":
      return { from, to: end.day === 31 ? 30 : end.day };
    default:
      return { from, to: end.day === 31 && from >= 30 ? 30 : end.day };
  }
}

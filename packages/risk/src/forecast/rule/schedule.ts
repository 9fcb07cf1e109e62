/**
 * The published schedule: how far the range of existing positions may follow the one that new risk pays at once.
 *
 * @module
 */
import { DAY_MS, HOUR_MS, powReal } from "@novate/num";
import type { ForecastParameters } from "./parameters.ts";

/** Six days of lows cover any five days. */
export const LOW_DAYS = 6;

export interface Schedule {
  /** When the range was last published; 0 before the first time. */
  readonly timeMs: number;
  readonly rangePpm: number;
  /** Least published range of each of the last six UTC days, by day number modulo six; 0 where there was none. */
  readonly lowsPpm: readonly number[];
}

export const EMPTY_SCHEDULE: Schedule = { timeMs: 0, rangePpm: 0, lowsPpm: [0, 0, 0, 0, 0, 0] };

/** What held the published range back, if anything did. */
export type ScheduleLimit = "none" | "hourlyRise" | "fiveDayRise" | "hourlyFall";

const dayOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS);

/** Lows of days that are no longer among the last six are forgotten. */
function currentLows({ lowsPpm, timeMs: lastMs }: Schedule, timeMs: number): readonly number[] {
  const passed = Math.min(dayOf(timeMs) - dayOf(lastMs), LOW_DAYS);
  return lowsPpm.map((low, slot) => ((dayOf(timeMs) - slot) % LOW_DAYS < passed ? 0 : low));
}

/**
 * The most and the least that may be published at `timeMs`: +25 % an hour and −2 % an hour, compounded over the time
 * since the last publication, and double the least of the last five days but for a fresh listing. Rounded inward.
 */
export function limitsOf(schedule: Schedule, timeMs: number, parameters: ForecastParameters, isFresh = false) {
  const hours = (timeMs - schedule.timeMs) / HOUR_MS;
  const lows = currentLows(schedule, timeMs).filter((low) => low > 0);
  const anchor = Math.min(...lows, schedule.rangePpm);
  return {
    hourlyRise: Math.floor(schedule.rangePpm * powReal(1 + parameters.hourlyRise, hours)),
    fiveDayRise: isFresh || lows.length === 0 ? Infinity : Math.floor(anchor * (1 + parameters.fiveDayRise)),
    hourlyFall: Math.ceil(schedule.rangePpm * powReal(1 - parameters.hourlyFall, hours)),
  };
}

/** What stands above the schedule: a floor, and that a fresh listing has no five-day limit. */
export interface ScheduleLimits {
  readonly floorPpm: number;
  readonly isFresh: boolean;
}

/** Publishes the range nearest to `targetPpm` that the limits allow, and never less than the floor. */
export function advanceSchedule(
  schedule: Schedule,
  targetPpm: number,
  { floorPpm, isFresh }: ScheduleLimits,
  timeMs: number,
  parameters: ForecastParameters,
): Schedule {
  const bounded =
    schedule.timeMs === 0 ? targetPpm : within(limitsOf(schedule, timeMs, parameters, isFresh), targetPpm);
  const rangePpm = Math.max(bounded, floorPpm);
  const today = dayOf(timeMs) % LOW_DAYS;
  const lowsPpm = currentLows(schedule, timeMs).map((low, slot) =>
    slot === today && (low === 0 || rangePpm < low) ? rangePpm : low,
  );
  return { timeMs, rangePpm, lowsPpm };
}

/** Where the allowed fall would still be above the allowed rise, the rise decides: existing positions come first. */
const within = (limits: ReturnType<typeof limitsOf>, targetPpm: number): number =>
  Math.min(Math.max(targetPpm, limits.hourlyFall), limits.hourlyRise, limits.fiveDayRise);

/** Which limit kept the published range from its target. */
export function bindingLimit(limits: ReturnType<typeof limitsOf>, targetPpm: number): ScheduleLimit {
  if (targetPpm < limits.hourlyFall) return "hourlyFall";
  if (targetPpm > limits.fiveDayRise && limits.fiveDayRise <= limits.hourlyRise) return "fiveDayRise";
  return targetPpm > limits.hourlyRise ? "hourlyRise" : "none";
}

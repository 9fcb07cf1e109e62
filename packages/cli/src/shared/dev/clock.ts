/**
 * A clock that somebody turns: forward only, over one that runs or stands.
 *
 * @module
 */
import type { Clock } from "@novate/node";

export interface TurnedClock extends Clock {
  /** From now on it says at least this; it never goes back. */
  turnTo(timeMs: number): void;
}

/** Over `baseMs`: that of the wall, or a constant for a clock that stands until it is turned. */
export function turnedClock(baseMs: () => number): TurnedClock {
  let aheadMs = 0;
  return {
    nowMs: () => baseMs() + aheadMs,
    turnTo: (timeMs) => {
      aheadMs = Math.max(aheadMs, timeMs - baseMs());
    },
  };
}

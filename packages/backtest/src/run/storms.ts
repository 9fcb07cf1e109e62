/**
 * Storms by what is known at the time: no later price decides what counts as one, so a right model is not punished for
 * windows that were chosen by their crash.
 *
 * @module
 */
import { DAY_MS, ln } from "@novate/num";
import type { PricePoint } from "../history/types.ts";
import { createSlidingQuantile } from "../method/slidingQuantile.ts";

/** The volatility of the last day against its own median, and one move against the month's volatility. */
const DAY_OVER_MEDIAN = 1.5;
const MOVE_SIGMAS = 4;
const MEDIAN_WINDOW_MS = 30 * DAY_MS;
/** No return is taken over a longer hole. */
const LONGEST_STEP_MS = 3 * DAY_MS;

/**
 * Sees each price and answers whether a storm is on from it: the day's σ is at least 1.5 times its median of thirty days,
 * or a move of the last day went beyond four σ of the thirty days before it. Never in the first day.
 */
function createStormWatch(): (point: PricePoint) => boolean {
  const day = createWindowVariance(DAY_MS);
  const month = createWindowVariance(MEDIAN_WINDOW_MS);
  const days = createSlidingQuantile(MEDIAN_WINDOW_MS);
  let first: PricePoint | undefined;
  let last: PricePoint | undefined;
  let extremeMs = -Infinity;
  return (point) => {
    first ??= point;
    const elapsedMs = last === undefined ? Infinity : point.timeMs - last.timeMs;
    if (last !== undefined && elapsedMs <= LONGEST_STEP_MS) {
      const square = ln(point.price / last.price) ** 2;
      const usual = month.at();
      if (usual !== undefined && square > MOVE_SIGMAS ** 2 * usual * elapsedMs) extremeMs = point.timeMs;
      for (const window of [day, month]) window.push(point.timeMs, square, elapsedMs);
    }
    last = point;
    const today = day.at();
    if (today === undefined || point.timeMs < first.timeMs + DAY_MS) return false;
    days.push(point.timeMs, today);
    return today >= DAY_OVER_MEDIAN ** 2 * days.at(0.5)! || point.timeMs - extremeMs < DAY_MS;
  };
}

export function stormsOf(points: readonly PricePoint[]): boolean[] {
  const isStormAt = createStormWatch();
  return points.map((point) => isStormAt(point));
}

/** The variance a millisecond over the returns that ended within a window; undefined without one. */
function createWindowVariance(windowMs: number) {
  const returns: { timeMs: number; square: number; elapsedMs: number }[] = [];
  let [oldest, squares, elapsed] = [0, 0, 0];
  return {
    push(timeMs: number, square: number, elapsedMs: number): void {
      returns.push({ timeMs, square, elapsedMs });
      squares += square;
      elapsed += elapsedMs;
      while (returns[oldest]!.timeMs <= timeMs - windowMs) {
        squares -= returns[oldest]!.square;
        elapsed -= returns[oldest++]!.elapsedMs;
      }
    },
    at: (): number | undefined => (elapsed === 0 ? undefined : Math.max(squares, 0) / elapsed),
  };
}

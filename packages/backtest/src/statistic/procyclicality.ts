/**
 * How hard a requirement moves: peak to trough, and its greatest rises within five and within thirty days.
 *
 * Source: D. Murphy, M. Vasios, N. Vause, Bank of England Financial Stability Paper 29 (2014).
 *
 * @module
 */
import { DAY_MS } from "@novate/num";

export interface RequirementPoint {
  readonly timeMs: number;
  /** Fraction of notional. */
  readonly required: number;
}

export interface Procyclicality {
  /** Greatest over least requirement. */
  readonly peakToTrough: number;
  /** Greatest relative rise over the least requirement of the five days before: 0.25 is +25 %. */
  readonly maxRise5d: number;
  /** The same in points of notional. */
  readonly maxRise5dPoints: number;
  /** As `maxRise5d`, over thirty days. */
  readonly maxRise30d: number;
}

export function procyclicalityOf(points: readonly RequirementPoint[]): Procyclicality {
  const [short, long] = [risesOf(points, 5 * DAY_MS), risesOf(points, 30 * DAY_MS)];
  const levels = points.map(({ required }) => required);
  const [least, most] = levels.reduce(
    ([low, high], level) => [Math.min(low, level), Math.max(high, level)],
    [Infinity, 0],
  );
  return {
    peakToTrough: points.length === 0 ? 1 : most / least,
    maxRise5d: short.relative,
    maxRise5dPoints: short.points,
    maxRise30d: long.relative,
  };
}

/** The greatest rises over the least of a window. Work: one pass; each point enters and leaves the queue of minima once. */
function risesOf(points: readonly RequirementPoint[], windowMs: number) {
  const lows: RequirementPoint[] = [];
  let first = 0;
  let [relative, absolute] = [0, 0];
  for (const point of points) {
    while (lows.length > first && lows.at(-1)!.required >= point.required) lows.pop();
    lows.push(point);
    if (first >= lows.length) first = lows.length - 1;
    while (lows[first]!.timeMs < point.timeMs - windowMs) first++;
    const low = lows[first]!.required;
    relative = Math.max(relative, point.required / low - 1);
    absolute = Math.max(absolute, point.required - low);
  }
  return { relative, points: absolute };
}

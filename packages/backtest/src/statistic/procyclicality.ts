/**
 * How hard a requirement moves: peak to trough, and its greatest rise within five days.
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
}

const WINDOW_MS = 5 * DAY_MS;

/** Work: one pass; each point enters and leaves the queue of falling minima once. */
export function procyclicalityOf(points: readonly RequirementPoint[]): Procyclicality {
  const lows: RequirementPoint[] = [];
  let first = 0;
  let [least, most, maxRise5d, maxRise5dPoints] = [Infinity, 0, 0, 0];
  for (const point of points) {
    while (lows.length > first && lows.at(-1)!.required >= point.required) lows.pop();
    lows.push(point);
    if (first >= lows.length) first = lows.length - 1;
    while (lows[first]!.timeMs < point.timeMs - WINDOW_MS) first++;
    const low = lows[first]!.required;
    maxRise5d = Math.max(maxRise5d, point.required / low - 1);
    maxRise5dPoints = Math.max(maxRise5dPoints, point.required - low);
    least = Math.min(least, point.required);
    most = Math.max(most, point.required);
  }
  return { peakToTrough: points.length === 0 ? 1 : most / least, maxRise5d, maxRise5dPoints };
}

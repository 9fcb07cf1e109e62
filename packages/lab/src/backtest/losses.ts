/**
 * What one unit of notional lost over each margin period of risk, long and short: the events that margin must cover.
 *
 * @module
 */
import type { History } from "./history/types.ts";

export interface PeriodLoss {
  /** Index of the start in the history's points. */
  readonly index: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Relative move from start to end: the long side loses −move, the short side +move. */
  readonly move: number;
  /** Loss of the side that lost. */
  readonly loss: number;
}

/**
 * Back-to-back periods from `fromMs` to `toMs`, none overlapping another, so that they are independent events for the
 * tests. A period without a price at its start or end is not observed; the next starts at the next price.
 */
export function lossesOf(history: History, mporMs: number, fromMs: number, toMs: number = Infinity): PeriodLoss[] {
  const { points } = history;
  const indexAt = new Map(points.map(({ timeMs }, index) => [timeMs, index]));
  const losses: PeriodLoss[] = [];
  let nextMs = fromMs;
  for (const [index, { timeMs, price }] of points.entries()) {
    if (timeMs < nextMs) continue;
    const end = indexAt.get(timeMs + mporMs);
    if (end === undefined || timeMs + mporMs > toMs) continue;
    const move = points[end]!.price / price - 1;
    losses.push({ index, startMs: timeMs, endMs: timeMs + mporMs, move, loss: Math.abs(move) });
    nextMs = timeMs + mporMs;
  }
  return losses;
}

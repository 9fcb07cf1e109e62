/**
 * What one unit of notional lost over each margin period of risk, long and short: the events that margin must cover.
 *
 * @module
 */
import type { History } from "./types.ts";

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
 * tests. They stand on one grid, whole multiples of their length since 1970 but for the offset of the bars, whatever is
 * missing: where a history begins or breaks off does not choose which hours are judged. A period without a price at its
 * start or end is not observed.
 */
export function lossesOf(history: History, mporMs: number, fromMs: number, toMs: number = Infinity): PeriodLoss[] {
  const { points, intervalMs } = history;
  const offsetMs = points[0]!.timeMs % intervalMs;
  const indexAt = new Map(points.map(({ timeMs }, index) => [timeMs, index]));
  const losses: PeriodLoss[] = [];
  for (const [index, { timeMs, price }] of points.entries()) {
    if (timeMs < fromMs || (timeMs - offsetMs) % mporMs !== 0) continue;
    const end = indexAt.get(timeMs + mporMs);
    if (end === undefined || timeMs + mporMs > toMs) continue;
    const move = points[end]!.price / price - 1;
    losses.push({ index, startMs: timeMs, endMs: timeMs + mporMs, move, loss: Math.abs(move) });
  }
  return losses;
}

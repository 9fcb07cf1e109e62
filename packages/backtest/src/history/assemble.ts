/**
 * From points to a history: the bar length is the commonest step, every longer step is a gap.
 *
 * @module
 */
import { HistoryError } from "./error.ts";
import type { History, HistoryGap, PricePoint } from "./types.ts";

const LEAST_POINTS = 3;

export interface HistoryName {
  readonly name: string;
  readonly underlying: string;
  readonly source: string;
}

/** `lineOf` says where a point stood, for the refusal. Errors: too short, or a step that is no multiple of the bar. */
export function assembleHistory(
  name: HistoryName,
  points: readonly PricePoint[],
  lineOf: (index: number) => number = () => 0,
): History {
  if (points.length < LEAST_POINTS) {
    throw new HistoryError("HistoryTooShort", 0, `${points.length} prices; at least ${LEAST_POINTS} are needed`);
  }
  const intervalMs = commonestStep(points);
  const gaps: HistoryGap[] = [];
  for (let index = 1; index < points.length; index++) {
    const fromMs = points[index - 1]!.timeMs;
    const toMs = points[index]!.timeMs;
    const bars = (toMs - fromMs) / intervalMs;
    if (bars !== Math.trunc(bars)) {
      const step = `${toMs - fromMs} ms after the row before, where bars are ${intervalMs} ms long`;
      throw new HistoryError("TimeOffGrid", lineOf(index), `${step}: resample the file to equal bars`);
    }
    if (bars > 1) gaps.push({ fromMs, toMs, missingBars: bars - 1 });
  }
  return { ...name, intervalMs, points, gaps };
}

function commonestStep(points: readonly PricePoint[]): number {
  const counts = new Map<number, number>();
  let best = 0;
  for (let index = 1; index < points.length; index++) {
    const step = points[index]!.timeMs - points[index - 1]!.timeMs;
    const count = (counts.get(step) ?? 0) + 1;
    counts.set(step, count);
    if (count > (counts.get(best) ?? 0)) best = step;
  }
  return best;
}

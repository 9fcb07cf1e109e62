/**
 * Bars of recorded trades (open, high, low, close) gathered into the steps of a tape.
 *
 * @module
 */
import type { Print } from "@novate/agents";
import { ticks } from "@novate/num";
import type { TapeStep } from "./types.ts";

/** One bar of one source; prices and size already scaled to whole units. */
export interface Bar {
  /** Position of the source in the header. */
  readonly source: number;
  /** The instant at which the bar is complete. */
  readonly endMs: number;
  readonly low: bigint;
  readonly high: bigint;
  readonly close: bigint;
  readonly size: bigint;
}

/** Several consecutive bars of one source as one print: last close, whole range, total size. */
function mergeBars(earlier: Print | undefined, bar: Bar): Print {
  const low = earlier !== undefined && earlier.lowTicks < bar.low ? earlier.lowTicks : ticks(bar.low);
  const high = earlier !== undefined && earlier.highTicks > bar.high ? earlier.highTicks : ticks(bar.high);
  return { lastTicks: ticks(bar.close), lowTicks: low, highTicks: high, size: (earlier?.size ?? 0n) + bar.size };
}

/**
 * Gathers bars into steps. `stepEndOf(endMs)` names the step that a bar belongs to, at or after its end, so that no
 * step shows a trade before it happened. A step in which nothing printed is left out.
 */
export function barsToSteps(
  bars: readonly Bar[],
  sourceCount: number,
  stepEndOf: (endMs: number) => number,
): TapeStep[] {
  const steps = new Map<number, (Print | undefined)[]>();
  for (const bar of [...bars].sort((left, right) => left.endMs - right.endMs)) {
    const timeMs = stepEndOf(bar.endMs);
    let prints = steps.get(timeMs);
    if (prints === undefined) {
      prints = new Array<Print | undefined>(sourceCount).fill(undefined);
      steps.set(timeMs, prints);
    }
    prints[bar.source] = mergeBars(prints[bar.source], bar);
  }
  return [...steps].sort(([left], [right]) => left - right).map(([timeMs, prints]) => ({ timeMs, prints }));
}

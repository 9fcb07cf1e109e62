/**
 * How long a volatility surface counts (ORCL-108).
 *
 * @module
 */
import type { UnderlyingRow } from "@novate/codec";
import { mustGet, type StateView } from "../state/state.ts";

/** A surface is said less often than a price and moves less: it counts this many times as long as one of the index. */
const AGE_MULTIPLE = 10;

/** Whether what was published at `publishedAtMs` still counts at `timeMs`. */
export function isSurfaceYoung(
  state: StateView,
  { spec }: UnderlyingRow,
  publishedAtMs: number,
  timeMs: number,
): boolean {
  const { maxAgeMs } = mustGet(state.feeds, spec.indexFeedId).spec;
  return timeMs - publishedAtMs <= AGE_MULTIPLE * maxAgeMs;
}

/** Whether the underlying's surface may mark anything. */
export const isSurfaceFresh = (state: StateView, underlying: UnderlyingRow, timeMs: number): boolean =>
  underlying.surfaceTakenAtMs > 0 && isSurfaceYoung(state, underlying, underlying.surfaceAtMs, timeMs);

/**
 * Times by the boundary that they lie at, and the blocks that lead there while honest feeds go on.
 *
 * @module
 */
import type { StateView } from "@novate/engine";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@novate/num";
import type { Time } from "../script.ts";
import { EXPIRY_MS, LATER_MS, MAX_AGE_MS, SEGMENT, SURFACE_AGE_MS } from "../world.ts";

const BLOCK_MS = 1_000;
/** Between two blocks of a wait: feeds stay fresh. */
const STRIDE_MS = MAX_AGE_MS - MINUTE_MS;
/** Waits longer than this begin with longer strides: whatever block there is, all feeds speak in it. */
const LONG_MS = HOUR_MS / 2;
/** What governance waits for. */
const NOTICE_MS = 48 * HOUR_MS;

/** When the step's block is; always later than now. */
export function targetOf(state: StateView, { to, ms }: Time, nowMs: number): number {
  const { parameters, lastCycleMs } = state.segments.get(SEGMENT)!;
  const { oracle, clearing } = parameters;
  const targets: Readonly<Record<Time["to"], number>> = {
    block: nowMs + BLOCK_MS,
    median: nowMs + oracle.medianWindowMs,
    minute: nowMs + MINUTE_MS,
    stale: nowMs + MAX_AGE_MS,
    staleSurface: nowMs + SURFACE_AGE_MS,
    window: EXPIRY_MS - clearing.expiryWindowMs,
    expiry: nowMs < EXPIRY_MS - 1 ? EXPIRY_MS : LATER_MS,
    cycle: lastCycleMs + clearing.variationCycleMs,
    hour: nowMs + HOUR_MS,
    day: nowMs + DAY_MS,
    week: nowMs + clearing.maxOrderLifetimeMs,
    notice: nowMs + NOTICE_MS,
  };
  const target = targets[to] + ms;
  return target > nowMs ? target : nowMs + BLOCK_MS;
}

/** The next block's time on the way: minutes while a settlement average is taken, else a feed's age but a minute. */
export function strideTo(targetMs: number, nowMs: number, windowMs: number): number {
  const opensMs = EXPIRY_MS - windowMs - MINUTE_MS;
  const isAveraging = nowMs >= opensMs && nowMs <= EXPIRY_MS;
  const leftMs = targetMs - nowMs;
  const longMs = leftMs > LONG_MS ? Math.ceil(leftMs / 3) : STRIDE_MS;
  const next = nowMs + (isAveraging ? MINUTE_MS : longMs);
  const untilWindow = nowMs < opensMs && next > opensMs ? opensMs : next;
  return Math.min(untilWindow, targetMs);
}

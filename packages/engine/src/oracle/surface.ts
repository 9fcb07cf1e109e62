/**
 * Volatility surfaces: accepted whole if free of arbitrage, else the last good one stays (ORCL-011, ORCL-034).
 *
 * @module
 */
import { type Refusal, refusal, type SurfaceObservation } from "@novate/codec";
import type { Evolve } from "../command/evolver.ts";
import { faultOfSlices } from "../gate/surfaceView.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { CLOCK_SKEW_MS } from "./observations.ts";

/** A publisher may replace another publisher's surface once it is this old; its own at any time. */
const SURFACE_TERM_MS = 30_000;

export function faultOfSurface(
  state: StateView,
  publisherId: number,
  surface: SurfaceObservation,
  timeMs: number,
): Refusal | null {
  const { underlyingId, publishedAtMs, slices } = surface;
  const underlying = state.underlyings.get(underlyingId);
  if (underlying === undefined) return refusal("SurfaceInvalid", { underlyingId, fault: "underlying unknown" });
  if (publishedAtMs <= underlying.surfaceAtMs) return refusal("SurfaceNotNewer", { underlyingId, publishedAtMs });
  const latestMs = timeMs + CLOCK_SKEW_MS;
  if (publishedAtMs > latestMs) return refusal("SurfaceFromFuture", { underlyingId, publishedAtMs, latestMs });
  const isHeld = underlying.surfacePublisherId !== publisherId && underlying.surfaceAtMs > 0;
  if (isHeld && timeMs - underlying.surfaceAtMs < SURFACE_TERM_MS) {
    return refusal("SurfaceInvalid", { underlyingId, fault: "another publisher's surface is younger than its term" });
  }
  const fault = faultOfSlices(slices, timeMs);
  return fault === null ? null : refusal("SurfaceInvalid", { underlyingId, fault });
}

export const evolveSurfaceAccepted: Evolve<"SurfaceAccepted"> = (state, { publisherId, surface }) => {
  const { underlyingId, publishedAtMs, slices } = surface;
  const underlying = mustGet(state.underlyings, underlyingId);
  state.underlyings.put({ ...underlying, slices, surfaceAtMs: publishedAtMs, surfacePublisherId: publisherId });
};

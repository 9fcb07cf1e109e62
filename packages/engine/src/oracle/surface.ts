/**
 * What publishers say of volatility: one surface each, kept if it admits no arbitrage (ORCL-011, ORCL-034, ORCL-100, ORCL-101).
 *
 * @module
 */
import { type Event, type Refusal, refusal, type SurfaceObservation } from "@novate/codec";
import type { Evolve } from "../command/evolver.ts";
import { faultOfSlices } from "../gate/surfaceView.ts";
import { surfaceKey } from "../state/keys.ts";
import { houseOf, type StateView } from "../state/state.ts";
import { CLOCK_SKEW_MS } from "./observations.ts";

/** A publisher's surfaces of an underlying are proven this far apart at least. */
const PROOF_PACE_MS = 1_000;
/** Slices of one publisher that are proven within that time at most; a proof costs a fraction of a millisecond. */
const MOST_PROVEN_SLICES = 64;

/** A dropped surface counts as so many: arbitrage that is hard to find costs a proof its whole budget of intervals. */
const DROPPED_SLICES = 32;

/** What a batch has had proven before, and of which underlyings. */
export interface Proofs {
  readonly underlyingIds: Set<number>;
  sliceCount: number;
}

export const proofsOf = (state: StateView, publisherId: number, timeMs: number): Proofs => {
  let sliceCount = 0;
  for (const { spec } of state.underlyings.values()) {
    const row = state.surfaces.get(surfaceKey(spec.underlyingId, publisherId));
    if (row !== undefined && timeMs - row.provenAtMs < PROOF_PACE_MS) sliceCount += row.provenSlices;
  }
  return { underlyingIds: new Set(), sliceCount };
};

/** The event of a surface whose proof was tried, or why it is not worth one. Counts what it tries in `proofs`. */
export function hearSurface(
  state: StateView,
  publisherId: number,
  surface: SurfaceObservation,
  timeMs: number,
  proofs: Proofs,
): Event | Refusal {
  const { underlyingId, slices } = surface;
  const fault = faultOfSurface(state, publisherId, surface, timeMs, proofs);
  if (fault !== null) return fault;
  proofs.underlyingIds.add(underlyingId);
  const arbitrage = faultOfSlices(slices, timeMs);
  proofs.sliceCount += arbitrage === null ? slices.length : DROPPED_SLICES;
  return arbitrage === null
    ? { type: "SurfaceAccepted", publisherId, surface }
    : { type: "SurfaceDropped", publisherId, underlyingId, sliceCount: slices.length, fault: arbitrage.slice(0, 160) };
}

function faultOfSurface(
  state: StateView,
  publisherId: number,
  { underlyingId, publishedAtMs, slices }: SurfaceObservation,
  timeMs: number,
  proofs: Proofs,
): Refusal | null {
  if (!state.underlyings.has(underlyingId))
    return refusal("SurfaceInvalid", { underlyingId, fault: "underlying unknown" });
  const last = state.surfaces.get(surfaceKey(underlyingId, publisherId));
  if (proofs.underlyingIds.has(underlyingId) || (last !== undefined && publishedAtMs <= last.publishedAtMs))
    return refusal("SurfaceNotNewer", { underlyingId, publishedAtMs });
  const latestMs = timeMs + CLOCK_SKEW_MS;
  if (publishedAtMs > latestMs) return refusal("SurfaceFromFuture", { underlyingId, publishedAtMs, latestMs });
  if (last !== undefined && timeMs - last.provenAtMs < PROOF_PACE_MS)
    return refusal("SurfaceTooSoon", { underlyingId, earliestMs: last.provenAtMs + PROOF_PACE_MS });
  if (proofs.sliceCount + slices.length > MOST_PROVEN_SLICES)
    return refusal("SurfaceTooSoon", { underlyingId, earliestMs: timeMs + PROOF_PACE_MS });
  return null;
}

export const evolveSurfaceAccepted: Evolve<"SurfaceAccepted"> = (state, { publisherId, surface }) => {
  const { underlyingId, publishedAtMs, slices } = surface;
  const { timeMs } = houseOf(state);
  const proof = { provenAtMs: timeMs, provenSlices: slices.length };
  state.surfaces.put({ underlyingId, publisherId, publishedAtMs, heardAtMs: timeMs, slices, ...proof });
};

export const evolveSurfaceDropped: Evolve<"SurfaceDropped"> = (state, { publisherId, underlyingId }) => {
  const unheard = { underlyingId, publisherId, publishedAtMs: 0, heardAtMs: 0, slices: [] };
  const last = state.surfaces.get(surfaceKey(underlyingId, publisherId)) ?? unheard;
  state.surfaces.put({ ...last, provenAtMs: houseOf(state).timeMs, provenSlices: DROPPED_SLICES });
};

/**
 * Committed volatility slices as the surface that `risk` prices on.
 *
 * @module
 */
import type { SurfaceSlice } from "@novate/codec";
import { YEAR_MS } from "@novate/num";
import { createSurface, type SviSlice, type VolSurface } from "@novate/risk";

const E9 = 1_000_000_000;

/** A surface and when it was published; an underlying is one. */
export interface PublishedSlices {
  readonly slices: readonly SurfaceSlice[];
  readonly surfaceAtMs: number;
}

/** What is wrong with published slices, or null if they make a surface free of arbitrage. */
export function faultOfSlices(slices: readonly SurfaceSlice[], timeMs: number): string | null {
  const built = createSurface(slices.map((slice) => sliceAt(slice, timeMs, timeMs)));
  return built.ok ? null : `${built.field}: ${built.detail}`;
}

/**
 * The surface at `timeMs`, or null if none was published.
 *
 * Total variance runs down with the time to expiry since publication: the volatility of each strike stays. After the last
 * expiry its volatility is carried on, so that what settles in this block, or later, keeps a price.
 */
export function surfaceOf({ slices, surfaceAtMs }: PublishedSlices, timeMs: number): VolSurface | null {
  const published = slices.filter(({ expiryMs }) => expiryMs > surfaceAtMs);
  const living = published.filter(({ expiryMs }) => expiryMs > timeMs);
  if (living.length > 0) return { slices: living.map((slice) => sliceAt(slice, surfaceAtMs, timeMs)) };
  const last = published.at(-1);
  return last === undefined ? null : { slices: [sliceAt(last, surfaceAtMs, surfaceAtMs)] };
}

function sliceAt(slice: SurfaceSlice, publishedAtMs: number, timeMs: number): SviSlice {
  const left = (slice.expiryMs - timeMs) / (slice.expiryMs - publishedAtMs);
  return {
    yearsToExpiry: (slice.expiryMs - timeMs) / YEAR_MS,
    a: (Number(slice.aE9) / E9) * left,
    b: (Number(slice.bE9) / E9) * left,
    rho: Number(slice.rhoE9) / E9,
    m: Number(slice.mE9) / E9,
    sigma: Number(slice.sigmaE9) / E9,
  };
}

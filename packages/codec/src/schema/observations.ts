/**
 * What a publisher says of the world: a price, or a surface of volatility.
 *
 * @module
 */
import { i64, list, struct, timeMs, type ValueOf } from "../field/index.ts";
import { feedId, underlyingId } from "./ids.ts";

/** One number from one publisher; `value` and `confidence` in the feed's units, `publishedAtMs` strictly newer than its last. */
export const Observation = struct("Observation", { feedId, value: i64, confidence: i64, publishedAtMs: timeMs });
export type Observation = ValueOf<typeof Observation>;

/** A volatility slice: SVI w(k) = a + b(ρ(k−m) + √((k−m)²+σ²)) of total variance, each times 10⁹. */
export const SurfaceSlice = struct("SurfaceSlice", {
  expiryMs: timeMs,
  aE9: i64,
  bE9: i64,
  rhoE9: i64,
  mE9: i64,
  sigmaE9: i64,
});
export type SurfaceSlice = ValueOf<typeof SurfaceSlice>;

/** A publisher's volatility surface of one underlying, a slice an expiry. */
export const SurfaceObservation = struct("SurfaceObservation", {
  underlyingId,
  publishedAtMs: timeMs,
  slices: list(SurfaceSlice, 16),
});
export type SurfaceObservation = ValueOf<typeof SurfaceObservation>;

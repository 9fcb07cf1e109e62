/**
 * What a scenario does to a smile: each operator maps a slice to a slice, so the shocked surface is still SVI.
 *
 * @module
 */
import { type SviSlice, sviMinimumVariance } from "./svi.ts";

/** The rotation may not reach a vertical wing. */
const MAX_ABSOLUTE_RHO = 0.999;

/** Multiplies every implied volatility by `multiplier` ≥ 0. */
export function scaleVolatility(slice: SviSlice, multiplier: number): SviSlice {
  const square = multiplier * multiplier;
  return { ...slice, a: slice.a * square, b: slice.b * square };
}

/**
 * Turns the smile around its at-the-forward point: ρ moves by `rotation`, w(0) stays.
 *
 * A positive rotation makes high strikes dearer and low strikes cheaper. ρ stops at ±0.999. Where keeping w(0) would
 * make the least variance non-positive, the level rises to keep the least variance of the slice before.
 */
export function rotateSkew(slice: SviSlice, rotation: number): SviSlice {
  const wanted = slice.rho + rotation;
  const rho = wanted > MAX_ABSOLUTE_RHO ? MAX_ABSOLUTE_RHO : wanted < -MAX_ABSOLUTE_RHO ? -MAX_ABSOLUTE_RHO : wanted;
  const rotated = { ...slice, rho, a: slice.a + slice.b * slice.m * (rho - slice.rho) };
  if (sviMinimumVariance(rotated) > 0) return rotated;
  const rise = sviMinimumVariance(slice) - sviMinimumVariance(rotated);
  return { ...rotated, a: rotated.a + rise };
}

/**
 * A volatility surface: SVI slices in order of expiry, and the rules between and beyond them.
 *
 * Between expiries, total variance is linear in time along fixed forward-moneyness k = ln(K/F), so that no calendar
 * arbitrage appears where there is none at the slices. Before the first and after the last expiry the volatility at
 * each k is that of the nearest slice (total variance proportional to time).
 *
 * @module
 */
import { sqrt } from "@novate/num";
import { type Checked, refuse } from "../check/refusal.ts";
import { butterflyFault, calendarFault } from "./arbitrage.ts";
import { faultOfSvi, type SviSlice, sviTotalVariance } from "./svi.ts";

/** Slices in strictly increasing order of expiry. Build it with {@link createSurface}. */
export interface VolSurface {
  readonly slices: readonly SviSlice[];
}

/**
 * Accepts slices as a surface, or names the slice that may not be: a bad number, an order that does not increase, a
 * density below zero, or an expiry with less total variance than the one before it.
 */
export function createSurface(slices: readonly SviSlice[]): Checked<{ readonly surface: VolSurface }> {
  if (slices.length === 0) return refuse("FieldMissing", "slices", "a surface has at least one expiry");
  for (const [index, slice] of slices.entries()) {
    const path = `slices[${index}]`;
    const previous = slices[index - 1];
    const fault = faultOfSvi(slice, path) ?? butterflyFault(slice, path);
    if (fault !== undefined) return fault;
    if (previous === undefined) continue;
    if (previous.yearsToExpiry >= slice.yearsToExpiry)
      return refuse("OutOfOrder", `${path}.yearsToExpiry`, "must be later than the slice before");
    const crossed = calendarFault(previous, slice, path);
    if (crossed !== undefined) return crossed;
  }
  return { ok: true, surface: { slices } };
}

/** The one or two slices that make an expiry, each with its weight on total variance; weights are zero or more. */
export interface SliceBlend {
  readonly near: SviSlice;
  readonly nearWeight: number;
  readonly far: SviSlice;
  readonly farWeight: number;
}

/** How the surface makes the smile at `yearsToExpiry` ≥ 0. */
export function blendAt(surface: VolSurface, yearsToExpiry: number): SliceBlend {
  const { slices } = surface;
  let index = 0;
  while (index < slices.length && slices[index]!.yearsToExpiry < yearsToExpiry) index += 1;
  const near = slices[index - 1];
  const far = slices[index];
  if (near === undefined || far === undefined || far.yearsToExpiry === yearsToExpiry) {
    const only = far ?? near!; // a surface has at least one slice
    return { near: only, nearWeight: yearsToExpiry / only.yearsToExpiry, far: only, farWeight: 0 };
  }
  const farWeight = (yearsToExpiry - near.yearsToExpiry) / (far.yearsToExpiry - near.yearsToExpiry);
  return { near, nearWeight: 1 - farWeight, far, farWeight };
}

/** Total implied variance at log-moneyness `k` = ln(K/F) and `yearsToExpiry` ≥ 0. */
export function totalVarianceAt(surface: VolSurface, k: number, yearsToExpiry: number): number {
  const { near, nearWeight, far, farWeight } = blendAt(surface, yearsToExpiry);
  const nearPart = nearWeight * sviTotalVariance(near, k);
  return farWeight === 0 ? nearPart : nearPart + farWeight * sviTotalVariance(far, k);
}

/** Annual implied volatility at log-moneyness `k`; at no time left, that of the first slice. */
export function volatilityAt(surface: VolSurface, k: number, yearsToExpiry: number): number {
  const years = yearsToExpiry > 0 ? yearsToExpiry : surface.slices[0]!.yearsToExpiry; // at least one slice
  return sqrt(totalVarianceAt(surface, k, years) / years);
}

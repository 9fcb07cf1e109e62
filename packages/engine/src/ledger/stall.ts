/**
 * How much of what lies on a chain does not count because nothing was heard of it lately (COLL-060).
 *
 * @module
 */
import { DAY_MS, PPM_ONE, type Ppm, ppm } from "@novate/num";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

/** A chain that was silent for so long beyond the limit holds nothing that counts; a vault lets its members out by then. */
const WHOLE_MS = 7 * DAY_MS;

/** Evenly from nothing to the whole, by the age of the chain's newest header; rounded up. Nothing of what lies nowhere. */
export function stalledPpm(state: StateView, assetId: number): Ppm {
  const location = state.locations.get(assetId);
  if (location === undefined) return ppm(0n);
  const { headerTimeMs, spec } = mustGet(state.vaults, location.vaultId);
  const overdueMs = Math.min(Math.max(houseOf(state).timeMs - headerTimeMs - spec.staleAfterMs, 0), WHOLE_MS);
  return ppm((BigInt(overdueMs) * PPM_ONE + BigInt(WHOLE_MS) - 1n) / BigInt(WHOLE_MS)); // both zero or more: rounds up
}

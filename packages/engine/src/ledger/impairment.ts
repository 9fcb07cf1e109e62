/**
 * How much of an asset does not count because its token took it from the vault, or cannot be moved (COLL-071).
 *
 * @module
 */
import { divUp, PPM_ONE, type Ppm, ppm } from "@novate/num";
import type { StateView } from "../state/state.ts";

/** Whether nothing is lacking of a token, and it can be moved. */
export const isSound = ({ shortfallAtoms, frozenSince }: { shortfallAtoms: bigint; frozenSince: bigint }): boolean =>
  shortfallAtoms === 0n && frozenSince === 0n;

/** The part of what the vault holds by its books that it lacks, rounded up; all of it while the token cannot be moved. */
export function impairedPpm(state: StateView, assetId: number): Ppm {
  const row = state.impairments.get(assetId);
  if (row === undefined || isSound(row)) return ppm(0n);
  const { heldAtoms, shortfallAtoms, frozenSince } = row;
  if (frozenSince > 0n || shortfallAtoms >= heldAtoms) return PPM_ONE;
  return ppm(divUp(shortfallAtoms * PPM_ONE, heldAtoms));
}

/**
 * How much of an asset does not count because its token took it from the vault, cannot be moved, or was never there (COLL-071).
 *
 * @module
 */
import { divDown, divUp, maxOf, PPM_ONE, type Ppm, ppm } from "@novate/num";
import type { StateView } from "../state/state.ts";
import { mustGet } from "../state/state.ts";

/** Whether nothing is lacking of a token, and it can be moved. */
export const isSound = ({ shortfallAtoms, frozenSince }: { shortfallAtoms: bigint; frozenSince: bigint }): boolean =>
  shortfallAtoms === 0n && frozenSince === 0n;

interface Share {
  /** What members and pools claim of the asset: all that came in, but for what was released and what is nobody's. Atoms. */
  readonly claimedAtoms: bigint;
  /** What of that the vault has; the rest of a shortfall falls first on what is nobody's. Atoms. */
  readonly thereAtoms: bigint;
}

/** A release at its part lowers both in proportion, so the part stays what it is for whoever is left. */
function shareOf(state: StateView, assetId: number): Share {
  const { consumedAtoms, keptAtoms, queued } = mustGet(state.locations, assetId);
  const { mainAtoms, smallAtoms, sentBackAtoms } = queued;
  const claimedAtoms = consumedAtoms - mainAtoms - smallAtoms - sentBackAtoms - keptAtoms;
  const shortfallAtoms = state.impairments.get(assetId)?.shortfallAtoms ?? 0n;
  const lackingAtoms = maxOf(shortfallAtoms - keptAtoms, 0n);
  return { claimedAtoms, thereAtoms: maxOf(claimedAtoms - lackingAtoms, 0n) };
}

/** The part of what is claimed that the vault lacks, rounded up; all of it while the token cannot be moved, or the inbox is another one. */
export function impairedPpm(state: StateView, assetId: number): Ppm {
  if (isRewritten(state, assetId)) return PPM_ONE;
  const row = state.impairments.get(assetId);
  if (row === undefined || isSound(row)) return ppm(0n);
  if (row.frozenSince > 0n) return PPM_ONE;
  const { claimedAtoms, thereAtoms } = shareOf(state, assetId);
  if (claimedAtoms === thereAtoms) return ppm(0n);
  return ppm(divUp((claimedAtoms - thereAtoms) * PPM_ONE, claimedAtoms));
}

/** Whether the asset's vault was shown to have another inbox than the house heard: which of its credits are there nobody knows (WDR-067). */
export function isRewritten(state: StateView, assetId: number): boolean {
  const location = state.locations.get(assetId);
  return location !== undefined && mustGet(state.vaults, location.vaultId).isRewritten;
}

/** What of `amountAtoms` is paid if it is released now: all of it, or the part that the vault has, rounded down (WDR-066). */
export function payableAtoms(state: StateView, assetId: number, amountAtoms: bigint): bigint {
  if (!state.impairments.has(assetId)) return amountAtoms;
  const { claimedAtoms, thereAtoms } = shareOf(state, assetId);
  return thereAtoms === claimedAtoms ? amountAtoms : divDown(amountAtoms * thereAtoms, claimedAtoms);
}

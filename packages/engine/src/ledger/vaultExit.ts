/**
 * Whether an asset lies in a vault that lets everybody out without asking the house, or is about to (EXIT-102 … EXIT-106).
 *
 * @module
 */
import { ExitPhase, type Refusal, refusal, type VaultExitRow } from "@novate/codec";
import { EPOCH_MS } from "@novate/evm";
import { DAY_MS } from "@novate/num";
import type { StateView } from "../state/state.ts";

/** How far the vault is; null of one that was asked for nothing. */
function exitOf(state: StateView, vaultId: number): VaultExitRow | null {
  const row = state.vaultExits.get(vaultId);
  return row === undefined || row.phase === ExitPhase.none ? null : row;
}

/** The vault is in exit for good: it pays whoever has a claim, and the house moves nothing there any more. */
export const isExited = (state: StateView, vaultId: number): boolean =>
  exitOf(state, vaultId)?.phase === ExitPhase.exit;

/** How far the vault of the asset is; null of what lies nowhere too. */
export function exitOfAsset(state: StateView, assetId: number): VaultExitRow | null {
  const location = state.locations.get(assetId);
  return location === undefined ? null : exitOf(state, location.vaultId);
}

/** What lies in a vault in exit is its owner's to claim there: nobody can be given it, and nobody's debt is paid of it. */
export const isExitedAsset = (state: StateView, assetId: number): boolean =>
  exitOfAsset(state, assetId)?.phase === ExitPhase.exit;

/** Why nothing of the asset may change hands, or null (EXIT-103). */
export function exitFault(state: StateView, assetId: number): Refusal | null {
  const exit = exitOfAsset(state, assetId);
  return exit === null ? null : refusal("VaultInExit", { vaultId: exit.vaultId });
}

/** Segments whose settlement cash lies in the vault, ascending: in exit it has none, and they end (EXIT-200). */
export const segmentsSettledIn = (state: StateView, vaultId: number): number[] =>
  [...state.segments.values()]
    .filter(({ settlementAssetId }) => state.locations.get(settlementAssetId)?.vaultId === vaultId)
    .map(({ segmentId }) => segmentId)
    .sort((left, right) => left - right);

/** Longer than a request that nothing ends: an exit begins within seven days of it. */
const REQUEST_MS = 14 * DAY_MS;

/**
 * Which epochs' claims must not be let go of, whatever their age: those that vaults in exit pay by, for good, and all while an exit is
 * asked for, since nobody knows yet by which that will be. `newestEpoch`: what time it is.
 */
export function epochsPaidBy(rows: readonly VaultExitRow[], newestEpoch: number): (epoch: number) => boolean {
  const isAsked = rows.some(
    ({ phase, sinceMs }) => phase === ExitPhase.requested && newestEpoch * EPOCH_MS - sinceMs < REQUEST_MS,
  );
  const paidBy = new Set(rows.filter(({ phase }) => phase === ExitPhase.exit).map(({ epoch }) => epoch));
  return (epoch) => isAsked || paidBy.has(BigInt(epoch));
}

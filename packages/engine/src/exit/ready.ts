/**
 * Whether what a vault in exit pays may be booked yet (EXIT-113).
 *
 * @module
 */
import { type ExitAssetRow, type Refusal, refusal } from "@novate/codec";
import { PPM_ONE } from "@novate/num";
import { isExited } from "../ledger/vaultExit.ts";
import { isAnyBeingBooked } from "../ledger/windUp.ts";
import { mustGet, type StateView } from "../state/state.ts";

/** Of the vault, by id. Work: all assets in exit. */
export const exitAssetsOf = (state: StateView, vaultId: number): ExitAssetRow[] =>
  [...state.exitAssets.values()]
    .filter((row) => row.vaultId === vaultId)
    .sort((left, right) => left.assetId - right.assetId);

/**
 * Why nothing is booked yet, or null. Payments that the vault does not owe are their accounts' again, and nobody's margin rests on what
 * the book takes: its time to be replaced is over.
 */
export function bookingFault(state: StateView, vaultId: number): Refusal | null {
  if (!state.vaults.has(vaultId)) return refusal("VaultUnknown", { vaultId });
  if (!isExited(state, vaultId)) return refusal("VaultNotInExit", { vaultId });
  if (mustGet(state.vaultExits, vaultId).isForeign) return refusal("ExitForeign", { vaultId });
  if (isAnyBeingBooked(state)) return refusal("ExitNotReady", { vaultId });
  for (const { assetId, vaultId: where } of state.locations.values())
    if (where === vaultId && state.exitAssets.get(assetId)?.isReturned !== true)
      return refusal("ExitNotReady", { vaultId });
  for (const { spec, haircutPpm } of state.collaterals.values()) {
    const { settlementAssetId } = mustGet(state.segments, spec.segmentId);
    const isCash = spec.assetId === settlementAssetId;
    if (!isCash && state.exitAssets.get(spec.assetId)?.vaultId === vaultId && haircutPpm < PPM_ONE)
      return refusal("ExitNotReady", { vaultId });
  }
  return null;
}

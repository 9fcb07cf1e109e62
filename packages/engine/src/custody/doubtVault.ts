/**
 * What a word against a vault does to what lies there: nobody takes on what rests on coins that may be gone (EXIT-104, COLL-074).
 *
 * @module
 */
import { withNewRiskHaircut } from "../gate/haircutView.ts";
import { mustGet, type WritableState } from "../state/state.ts";

/** New risk's haircuts follow at once to where they now lead. Work: the collaterals. */
export function doubtVault(state: WritableState, vaultId: number): void {
  for (const row of [...state.collaterals.values()]) {
    const { segmentId, assetId } = row.spec;
    if (state.locations.get(assetId)?.vaultId !== vaultId) continue;
    state.collaterals.put(withNewRiskHaircut(state, mustGet(state.segments, segmentId), row));
  }
}

/**
 * Whether anything of an asset may leave its vault now: where it is not known how much is there, all wait alike (WDR-064 … WDR-067).
 *
 * @module
 */
import { DAY_MS } from "@novate/num";
import { isRewritten, isSound } from "../ledger/impairment.ts";
import { exitOfAsset } from "../ledger/vaultExit.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

/** Time to take back what waits, and for what is lacking to be restored, before anybody leaves with a part of it for good. */
const NOTICE_MS = DAY_MS;

export function mayLeave(state: StateView, assetId: number): boolean {
  const location = state.locations.get(assetId);
  if (location === undefined) return true; // a custodian's word is all there is
  if (exitOfAsset(state, assetId) !== null || isRewritten(state, assetId)) return false;
  if (mustGet(state.vaults, location.vaultId).isGated) return false;
  const row = state.impairments.get(assetId);
  if (row === undefined || isSound(row)) return true;
  return row.frozenSince === 0n && houseOf(state).timeMs >= row.sinceMs + NOTICE_MS;
}

/**
 * What every credit from outside asks and writes, whoever proves it (COLL-024, COLL-038).
 *
 * @module
 */
import { type AccountRow, type Refusal, refusal } from "@novate/codec";
import { type Atoms, atoms, ZERO_ATOMS } from "@novate/num";
import { accountCapExceeded, segmentCapExceeded } from "../collateral/caps.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { isSound } from "../ledger/impairment.ts";
import { reachOf } from "../ledger/leastHeld.ts";
import { endingFault } from "../ledger/windUp.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, type StateView, type WritableState } from "../state/state.ts";
import { flowIn } from "./withdrawalWindows.ts";

/** Why the account may not be credited, or null. */
export function creditFault(
  state: StateView,
  account: Pick<AccountRow, "segmentId" | "balances">,
  assetId: number,
  amountAtoms: Atoms,
): Refusal | null {
  const { segmentId } = account;
  const ending = endingFault(state, segmentId);
  if (ending !== null) return ending;
  const collateral = state.collaterals.get(collateralKey(segmentId, assetId));
  if (collateral === undefined) return refusal("AssetNotEligible", { segmentId, assetId });
  // What waits to leave may be taken back at any time, and its place with it.
  const heldAfterAtoms = atoms(reachOf(state, collateral) + amountAtoms);
  const balanceAfterAtoms = atoms(balanceOf(account, assetId) + amountAtoms);
  const nothing = { assetId, cap: "segment", limitAtoms: ZERO_ATOMS, heldAtoms: heldAfterAtoms } as const;
  const impairment = state.impairments.get(assetId);
  if (impairment !== undefined && !isSound(impairment)) return refusal("CollateralCapExceeded", nothing); // COLL-072
  const cap = segmentCapExceeded(collateral, heldAfterAtoms) ?? accountCapExceeded(collateral, balanceAfterAtoms);
  return cap === null ? null : refusal("CollateralCapExceeded", cap);
}

/** Raises the balance, and counts it into the windows; what is held was raised by the caller. */
export function credit(state: WritableState, account: AccountRow, assetId: number, balanceAfterAtoms: Atoms): void {
  const amountAtoms = atoms(balanceAfterAtoms - balanceOf(account, assetId));
  state.accounts.put(withBalance(account, assetId, balanceAfterAtoms));
  const { collateral, exit } = flowIn(state, account, assetId, amountAtoms, houseOf(state).timeMs);
  state.collaterals.put(collateral);
  state.exits.put(exit);
}

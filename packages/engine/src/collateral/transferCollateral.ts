/**
 * Moves collateral between two accounts of one owner in one segment (ACC-002).
 *
 * @module
 */

import { type AccountRow, AccountStatus, KeyScope, type Refusal } from "@novate/codec";
import { atoms } from "@novate/num";
import { authorise } from "../account/authority.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { accountOwes, type Owing, ownerOwes } from "../ledger/exitDebt.ts";
import { keepsLittle, leastAtomsOf, opensWithLittle } from "../ledger/leastAmount.ts";
import { isSameOwner } from "../ledger/owner.ts";
import { isExitedAsset } from "../ledger/vaultExit.ts";
import { windingUpFault } from "../ledger/windUp.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { accountCapExceeded } from "./caps.ts";
import { debtsCounted } from "./countedDebts.ts";
import { cashOwed, isBackstopBound, outflowFault } from "./payable.ts";
import { rebalanced } from "./seasoning.ts";

export const decideTransferCollateral: Decide<"TransferCollateral"> = (state, command, context) => {
  const { sourceAccountId, targetAccountId, assetId, amountAtoms } = command;

  if (amountAtoms <= 0n) return refuse("AmountNotPositive", { amountAtoms });
  if (sourceAccountId === targetAccountId) return refuse("SameAccount", { accountId: sourceAccountId });
  const source = state.accounts.get(sourceAccountId);
  if (source === undefined) return refuse("AccountUnknown", { accountId: sourceAccountId });
  const authority = authorise(state, source, context.signer, KeyScope.transfer, context.timeMs);
  if (!authority.granted) return refused(authority.refusal);
  const target = state.accounts.get(targetAccountId);
  if (target === undefined) return refuse("AccountUnknown", { accountId: targetAccountId });
  if (!isSameOwner(target, source)) return refuse("OwnerMismatch", { accountId: targetAccountId });
  if (target.segmentId !== source.segmentId) return refuse("SegmentMismatch", { accountId: targetAccountId });
  const windingUp = windingUpFault(state, source.segmentId);
  if (windingUp !== null) return refused(windingUp);
  if (source.status === AccountStatus.managed) return refuse("AccountUnderManagement", { accountId: sourceAccountId });
  if (isBackstopBound(state, source)) return refuse("BackstopRestricted", { accountId: sourceAccountId });
  const collateral = state.collaterals.get(collateralKey(source.segmentId, assetId));
  if (collateral === undefined) return refuse("AssetNotEligible", { segmentId: source.segmentId, assetId });
  if (isExitedAsset(state, assetId))
    return refuse("VaultInExit", { vaultId: mustGet(state.locations, assetId).vaultId });
  const owed = cashOwed(state, source) ?? cashKept(state, context.owing, source, target, assetId);
  if (owed !== null) return refused(owed);
  const sourceAfterAtoms = atoms(balanceOf(source, assetId) - amountAtoms);
  if (sourceAfterAtoms < 0n) {
    const balanceAtoms = balanceOf(source, assetId);
    return refuse("BalanceTooLow", { accountId: sourceAccountId, assetId, balanceAtoms, neededAtoms: amountAtoms });
  }
  if (opensWithLittle(state, target, assetId, amountAtoms))
    return refuse("AmountTooSmall", { assetId, leastAtoms: leastAtomsOf(state, assetId) });
  const targetAfterAtoms = atoms(balanceOf(target, assetId) + amountAtoms);
  const cap = accountCapExceeded(collateral, targetAfterAtoms);
  if (cap !== null) return refuse("CollateralCapExceeded", cap);
  const sourceAfter = withBalance(source, assetId, sourceAfterAtoms);
  if (keepsLittle(state, sourceAfter))
    return refuse("AmountTooSmall", { assetId, leastAtoms: leastAtomsOf(state, assetId) });
  const fault = outflowFault(state, sourceAfter, context);
  if (fault !== null) return refused(fault);
  if (!context.looks.take(sourceAccountId, target.positions.length))
    return refuse("AccountBusy", { accountId: sourceAccountId });

  // From here on the transfer succeeds.
  const moved = { sourceAccountId, targetAccountId, assetId, amountAtoms, sourceAfterAtoms, targetAfterAtoms };
  const targetAfter = withBalance(target, assetId, targetAfterAtoms);
  const counted = debtsCounted(state, context.margin, sourceAfter, targetAfter);
  return accept({ type: "CollateralTransferred", ...moved }, ...counted);
};

/** Settlement cash of an owner that owes moves to an account that owes, and to no other: there it would wait for another turn (EXIT-136). */
function cashKept(
  state: StateView,
  owing: Owing,
  source: AccountRow,
  target: AccountRow,
  assetId: number,
): Refusal | null {
  if (mustGet(state.segments, source.segmentId).settlementAssetId !== assetId) return null;
  return accountOwes(state, target.accountId) === null ? ownerOwes(state, owing, source) : null;
}

export const evolveCollateralTransferred: Evolve<"CollateralTransferred"> = (state, event) => {
  const { sourceAccountId, targetAccountId, assetId, sourceAfterAtoms, targetAfterAtoms } = event;
  state.accounts.put(rebalanced(state, mustGet(state.accounts, sourceAccountId), assetId, sourceAfterAtoms));
  state.accounts.put(rebalanced(state, mustGet(state.accounts, targetAccountId), assetId, targetAfterAtoms));
};

/**
 * Takes a withdrawal back that still waits: its balance is the account's again (WDR-040, WDR-041).
 *
 * What it was granted comes back as a deposit does, fresh and to be shared by all; what it was not keeps its share.
 *
 * @module
 */
import { KeyScope } from "@novate/codec";
import { atoms } from "@novate/num";
import { authorise } from "../account/authority.ts";
import { accountCapExceeded, segmentCapExceeded } from "../collateral/caps.ts";
import { debtsCounted } from "../collateral/countedDebts.ts";
import { raisedByArrival } from "../collateral/haircuts.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { withWaiting } from "../ledger/leastHeld.ts";
import { isVoid } from "../ledger/voids.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { leaveQueue, lessWaiting } from "./queue.ts";
import { flowIn } from "./withdrawalWindows.ts";

export const decideCancelWithdrawal: Decide<"CancelWithdrawal"> = (state, { accountId, withdrawalId }, context) => {
  const account = state.accounts.get(accountId);
  if (account === undefined) return refuse("AccountUnknown", { accountId });
  const authority = authorise(state, account, context.signer, KeyScope.withdraw, context.timeMs);
  if (!authority.granted) return refused(authority.refusal);
  const row = state.outbox.get(withdrawalId);
  if (row?.accountId !== accountId || isVoid(state, row))
    return refuse("WithdrawalNotOfAccount", { accountId, withdrawalId });
  if (row.payment !== null) return refuse("WithdrawalReleased", { withdrawalId });
  const { assetId, amountAtoms, grantedAtoms } = row;
  const balanceAfterAtoms = atoms(balanceOf(account, assetId) + amountAtoms);
  const collateral = mustGet(state.collaterals, collateralKey(account.segmentId, assetId));
  // Else whoever pays in, asks to withdraw and pays in again has many times its share with one word.
  const cap =
    segmentCapExceeded(collateral, atoms(collateral.heldAtoms + amountAtoms)) ??
    accountCapExceeded(collateral, balanceAfterAtoms);
  if (cap !== null) return refuse("CollateralCapExceeded", cap);

  // From here on it is taken back.
  const cancelled = { withdrawalId, accountId, assetId, amountAtoms, grantedAtoms, balanceAfterAtoms };
  const raised = raisedByArrival(state, account.segmentId, assetId, amountAtoms);
  const after = withBalance(account, assetId, balanceAfterAtoms);
  return accept(
    { type: "WithdrawalCancelled", ...cancelled },
    ...raised,
    ...debtsCounted(state, context.margin, after),
  );
};

export const evolveWithdrawalCancelled: Evolve<"WithdrawalCancelled"> = (state, event) => {
  const { withdrawalId, accountId, assetId, amountAtoms, grantedAtoms, balanceAfterAtoms } = event;
  const account = mustGet(state.accounts, accountId);
  const { timeMs } = houseOf(state);
  const leftAtoms = atoms(amountAtoms - grantedAtoms);
  // Nothing is no flow: it begins no window (WDR-014).
  if (grantedAtoms > 0n) {
    const { collateral, exit } = flowIn(state, account, assetId, grantedAtoms, timeMs);
    state.collaterals.put(collateral);
    state.exits.put(exit);
  }
  const collateral = mustGet(state.collaterals, collateralKey(account.segmentId, assetId));
  state.collaterals.put(withWaiting(state, collateral, -leftAtoms, timeMs));
  lessWaiting(state, account.segmentId, assetId, leftAtoms);
  leaveQueue(state, account.segmentId, assetId);
  state.accounts.put({ ...withBalance(account, assetId, balanceAfterAtoms), withdrawals: account.withdrawals - 1 });
  const asset = mustGet(state.assets, assetId);
  state.assets.put({ ...asset, outboxAtoms: atoms(asset.outboxAtoms - amountAtoms) });
  state.outbox.delete(withdrawalId);
};

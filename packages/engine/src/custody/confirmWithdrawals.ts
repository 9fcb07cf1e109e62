/**
 * Takes withdrawals that a chain has paid out of the outbox, on the word of its custodian (WDR-030, WDR-031).
 *
 * Whom the house believes about deposits it believes about payments: a false word about either costs the same coins.
 *
 * @module
 */
import { atoms } from "@novate/num";
import type { Decide } from "../command/context.ts";
import { accept, refuse } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { signerKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";

export const decideConfirmWithdrawals: Decide<"ConfirmWithdrawals"> = (state, { chainId, withdrawalIds }, context) => {
  const custodian = state.custodians.get(chainId);
  if (custodian === undefined) return refuse("CustodianUnknown", { chainId });
  if (signerKey(custodian.signer) !== signerKey(context.signer))
    return refuse("NotAuthorised", { subject: "custodian", subjectId: chainId });
  const { nextWithdrawalId } = houseOf(state);
  const paid = [];
  for (const withdrawalId of new Set(withdrawalIds)) {
    const row = state.outbox.get(withdrawalId);
    if (row === undefined && withdrawalId > 0 && withdrawalId < nextWithdrawalId) continue; // it was confirmed before
    if (row?.chainId !== chainId || row.payment === null || row.vaultId !== 0)
      return refuse("WithdrawalUnknown", { chainId, withdrawalId });
    paid.push(row);
  }

  // From here on they are paid.
  return accept(
    ...paid.map(({ withdrawalId, accountId, assetId, amountAtoms }) => {
      return { type: "WithdrawalPaid", withdrawalId, accountId, assetId, amountAtoms } as const;
    }),
  );
};

export const evolveWithdrawalPaid: Evolve<"WithdrawalPaid"> = (
  state,
  { withdrawalId, accountId, assetId, amountAtoms },
) => {
  const asset = mustGet(state.assets, assetId);
  const [escrowAtoms, outboxAtoms] = [atoms(asset.escrowAtoms - amountAtoms), atoms(asset.outboxAtoms - amountAtoms)];
  state.assets.put({ ...asset, escrowAtoms, outboxAtoms });
  if (accountId !== 0) {
    const account = mustGet(state.accounts, accountId);
    state.accounts.put({ ...account, withdrawals: account.withdrawals - 1 });
  }
  const row = mustGet(state.outbox, withdrawalId);
  // A vault's payment stands in checkpoints that others have still to prove to it.
  if (row.vaultId === 0) state.outbox.delete(withdrawalId);
  else state.outbox.put({ ...row, paidHeight: houseOf(state).height });
};

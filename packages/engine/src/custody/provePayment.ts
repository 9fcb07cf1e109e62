/**
 * Takes payments that a vault's storage shows out of what the house owes and holds (WDR-048 … WDR-050).
 *
 * @module
 */
import type { OutboxRow } from "@novate/codec";
import { isPaidIn, paidWord } from "@novate/evm";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { PaymentProof } from "../command/evidence.ts";
import { headerKey } from "../state/keys.ts";
import { houseOf } from "../state/state.ts";
import { relayFault } from "./chains.ts";

export const decideProvePayment: Decide<"ProvePayment"> = (state, command, context) => {
  const { accountId, vaultId, number, stateRoot, withdrawalIds } = command;

  const fault = relayFault(state, accountId, context);
  if (fault !== null) return refused(fault);
  const vault = state.vaults.get(vaultId);
  if (vault === undefined || vault.spec.vault !== command.vault) return refuse("VaultUnknown", { vaultId });
  const { chainId, codeHash } = vault.spec;
  if (vault.isGated) return refuse("ChainGated", { chainId });
  if (state.headers.get(headerKey(chainId, number))?.stateRoot !== stateRoot)
    return refuse("HeaderUnknown", { chainId, number });
  const proof = context.evidence;
  if (!proof.ok) return refuse("ProofInvalid", { vaultId, fault: proof.fault });
  if (proof.codeHash !== codeHash) return refuse("VaultCodeMismatch", { vaultId });
  const { nextWithdrawalId } = houseOf(state);
  const paid: OutboxRow[] = [];
  for (const withdrawalId of new Set(withdrawalIds)) {
    const row = state.outbox.get(withdrawalId);
    const isOver = row === undefined ? withdrawalId > 0 && withdrawalId < nextWithdrawalId : row.paidHeight > 0;
    if (isOver) continue; // it was proven before
    if (row?.vaultId !== vaultId) return refuse("WithdrawalUnknown", { chainId, withdrawalId });
    if (!isProven(proof, row)) return refuse("PaymentNotProven", { withdrawalId });
    paid.push(row);
  }

  // From here on they are paid.
  return accept(
    ...paid.map(({ withdrawalId, accountId: owner, assetId, amountAtoms }) => {
      return { type: "WithdrawalPaid", withdrawalId, accountId: owner, assetId, amountAtoms } as const;
    }),
  );
};

const isProven = ({ words }: Extract<PaymentProof, { ok: true }>, { payment }: OutboxRow): boolean =>
  payment !== null && isPaidIn(words.get(paidWord(payment.nonce)), payment.nonce);

/**
 * Takes payments that a vault's storage shows out of what the house owes and holds (WDR-048 … WDR-050).
 *
 * @module
 */
import type { OutboxRow } from "@novate/codec";
import { isPaidIn, paidWord } from "@novate/evm";
import { assert } from "@novate/stdx";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { PaymentProof } from "../command/evidence.ts";
import { houseOf } from "../state/state.ts";
import { vaultProven } from "./vaultProof.ts";

export const decideProvePayment: Decide<"ProvePayment"> = (state, command, context) => {
  const { vaultId, withdrawalIds } = command;
  const proof = context.evidence;

  const vault = vaultProven(state, command, proof, context);
  if ("code" in vault) return refused(vault);
  assert(proof.ok, "payments: a proof that does not hold was taken");
  const { chainId } = vault.spec;
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

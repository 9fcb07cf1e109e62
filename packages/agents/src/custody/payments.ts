/**
 * What the house owes at a vault, in the vault's words.
 *
 * @module
 */
import type { vaultCalls } from "@novate/chains";
import type { OutboxRow } from "@novate/codec";
import { LANES } from "@novate/evm";
import { assert } from "@novate/stdx";
import type { CustodyRows } from "./rows.ts";

export type Payment = Parameters<typeof vaultCalls.pay>[1];

/** A released row; asserts that it is one. */
export function paymentOf({ token, recipient, amountAtoms, payment }: OutboxRow): Payment {
  assert(payment !== null, "payments: a withdrawal that waits is no payment");
  const { nonce, lane, cumulativeAtoms } = payment;
  return { nonce, token, recipient, amount: amountAtoms, lane: LANES[lane]!, cumulative: cumulativeAtoms };
}

/** Rows that are released and not proven to be paid, by nonce. */
export const openPayments = ({ outbox }: CustodyRows, vaultId: number): OutboxRow[] =>
  outbox
    .filter((row) => row.vaultId === vaultId && row.payment !== null && row.paidHeight === 0)
    .sort((one, other) => (one.payment!.nonce < other.payment!.nonce ? -1 : 1));

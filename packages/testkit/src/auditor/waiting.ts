/**
 * What waits in the outbox: not released, and not void (WDR-070).
 *
 * @module
 */
import type { OutboxRow } from "@novate/codec";
import type { Ledger } from "./ledger.ts";

export const isWaiting = (ledger: Ledger, { accountId, payment, withdrawalId }: OutboxRow): boolean =>
  payment === null && withdrawalId >= (ledger.get("voids", accountId)?.belowId ?? 0);

/** A claim on the outside: released and not paid, or waiting. */
export const isOwed = (ledger: Ledger, row: OutboxRow): boolean =>
  row.paidHeight === 0 && (row.payment !== null || isWaiting(ledger, row));

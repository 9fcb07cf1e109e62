/**
 * NOV-069, NOV-076: what accounts lack in settlement cash, and that segments are owed what their accounts count, to the atom.
 *
 * @module
 */
import { AccountStatus, type Event } from "@novate/codec";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { least } from "../sums.ts";
import { unvestedOf } from "../worth.ts";

/** What an account's cash would be below zero by, if its losses vested; nothing for who is managed or holds cash alone. */
export function lackOf(ledger: Ledger, accountId: number): bigint {
  const account = ledger.account(accountId);
  const unit = ledger.settlementAsset(accountId);
  if (account.status === AccountStatus.managed || account.balances.every(({ assetId }) => assetId === unit)) return 0n;
  return -least(ledger.cash(accountId) + least(unvestedOf(ledger, account), 0n), 0n);
}

/** Judges the sums at the end of a block. */
export function checkDebts(ledger: Ledger): void {
  const sums = new Map<number, bigint>();
  for (const { accountId, shortAtoms } of ledger.rows("debts")) {
    check("NOV-076", shortAtoms > 0n, () => `account ${accountId} counts ${shortAtoms}`);
    const { segmentId } = ledger.account(accountId);
    sums.set(segmentId, (sums.get(segmentId) ?? 0n) + shortAtoms);
  }
  for (const { segmentId, owedAtoms } of ledger.rows("segments"))
    checkEqual("NOV-069", owedAtoms, sums.get(segmentId) ?? 0n, `debts of segment ${segmentId}`);
}

/** Judges, at the end of a command, that those whom it touched count what they lack. */
export function checkCounted(ledger: Ledger, accountIds: Iterable<number>): void {
  for (const accountId of accountIds) {
    const counted = ledger.get("debts", accountId)?.shortAtoms ?? 0n;
    checkEqual("NOV-076", counted, lackOf(ledger, accountId), `what account ${accountId} counts`);
  }
}

/** Whom a command leaves with other cash or positions: it counts them anew at once. */
export function countedBy(event: Event): readonly number[] {
  switch (event.type) {
    case "PositionNovated":
    case "DeliverySettled":
      return [event.buyer.accountId, event.seller.accountId];
    case "CollateralTransferred":
      return [event.targetAccountId, event.sourceAccountId];
    case "ClaimMoved":
      return [event.accountId];
    case "WithdrawalQueued":
      return [event.withdrawal.accountId];
    case "DefaultFundContributed":
      return [event.stake.accountId];
    case "DepositCredited":
    case "InboxCredited":
    case "WithdrawalCancelled":
    case "WithdrawalsTakenBack":
      return [event.accountId];
    default:
      return [];
  }
}

/**
 * Money on its way out: it waits, is given to, taken back, released and paid.
 *
 * @module
 */
import type { OutboxRow, QueueRow } from "@novate/codec";
import { atoms } from "@novate/num";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { sum } from "../sums.ts";
import { isWaiting } from "../waiting.ts";
import { placeOf } from "./custody.ts";
import type { Entries } from "./entry.ts";
import { bookGrant, bookHeld, bookInflow } from "./exits.ts";
import { longHeldCash, sharedOut } from "./haircuts.ts";
import { checkNeededCash } from "./neededCash.ts";

const NOTHING = atoms(0n);
const DAY_MS = 86_400_000;

export const withdrawalEntries: Entries<
  | "WithdrawalQueued"
  | "WithdrawalGranted"
  | "WithdrawalReleased"
  | "WithdrawalCancelled"
  | "WithdrawalsTakenBack"
  | "VoidsForgotten"
  | "QueueTurned"
  | "WithdrawalPaid"
> = {
  WithdrawalQueued(ledger, { withdrawal, balanceAfterAtoms }) {
    const { withdrawalId, accountId, assetId, amountAtoms } = withdrawal;
    checkEqual("INV-009", withdrawalId, ledger.house.nextWithdrawalId, "id of a withdrawal");
    check("INV-014", amountAtoms > 0n && balanceAfterAtoms >= 0n, () => "a withdrawal of nothing, or of too much");
    checkEqual(
      "INV-003",
      balanceAfterAtoms,
      ledger.balance(accountId, assetId) - amountAtoms,
      "balance after a withdrawal",
    );
    bookHeld(ledger, accountId, assetId, -amountAtoms, amountAtoms);
    if (!ledger.isHeard) checkGate(ledger, accountId); // WDR-058
    const cashBefore = ledger.cash(accountId);
    ledger.setBalance(accountId, assetId, balanceAfterAtoms);
    checkNeededCash(ledger, accountId, cashBefore);
    ledger.change("house", 0, { nextWithdrawalId: withdrawalId + 1 });
    const asset = ledger.must("assets", assetId);
    ledger.put("assets", { ...asset, outboxAtoms: atoms(asset.outboxAtoms + amountAtoms) });
    ledger.put("outbox", withdrawal);
    check("WDR-034", withdrawal.payment === null && withdrawal.grantedAtoms === 0n, () => "it does not wait");
    changeQueue(ledger, withdrawal, amountAtoms, 1, { restsUntilMs: 0 });
    const { withdrawals } = ledger.account(accountId);
    check("WDR-032", withdrawals < 256, () => `account ${accountId} has ${withdrawals} withdrawals under way`);
    ledger.change("accounts", accountId, { withdrawals: withdrawals + 1 });
  },

  WithdrawalPaid(ledger, { withdrawalId, accountId, assetId, amountAtoms }) {
    const owed = ledger.must("outbox", withdrawalId);
    checkEqual("WDR-030", amountAtoms, owed.amountAtoms, "amount of a withdrawal that was paid");
    checkEqual("WDR-030", assetId, owed.assetId, "asset of a withdrawal that was paid");
    checkEqual("WDR-030", accountId, owed.accountId, "account of a withdrawal that was paid");
    check("WDR-030", owed.payment !== null, () => `withdrawal ${withdrawalId} was paid before its release`);
    const asset = ledger.must("assets", assetId);
    const [escrowAtoms, outboxAtoms] = [atoms(asset.escrowAtoms - amountAtoms), atoms(asset.outboxAtoms - amountAtoms)];
    ledger.put("assets", { ...asset, escrowAtoms, outboxAtoms });
    ledger.credited.set(assetId, (ledger.credited.get(assetId) ?? 0n) - amountAtoms);
    if (accountId !== 0)
      ledger.change("accounts", accountId, { withdrawals: ledger.account(accountId).withdrawals - 1 });
    check("WDR-049", owed.paidHeight === 0, () => `withdrawal ${withdrawalId} was paid twice`);
    if (owed.vaultId === 0) ledger.remove("outbox", withdrawalId);
    else ledger.put("outbox", { ...owed, paidHeight: ledger.house.height });
  },

  WithdrawalGranted(ledger, event) {
    const row = ledger.must("outbox", event.withdrawalId);
    const { accountId, assetId, amountAtoms, grantedAtoms } = row;
    check(
      "WDR-035",
      isWaiting(ledger, row) && event.amountAtoms > 0n,
      () => "a grant to what does not wait, or of nothing",
    );
    check("WDR-035", grantedAtoms + event.amountAtoms <= amountAtoms, () => "more was granted than is owed");
    const sameHourAtoms = atoms(row.sameHourAtoms + bookGrant(ledger, accountId, assetId, event));
    ledger.put("outbox", { ...row, grantedAtoms: atoms(grantedAtoms + event.amountAtoms), sameHourAtoms });
    changeQueue(ledger, row, -event.amountAtoms, 0);
  },

  WithdrawalReleased(ledger, { withdrawalId, payment, lackingAtoms }) {
    const row = ledger.must("outbox", withdrawalId);
    check("WDR-036", isWaiting(ledger, row), () => `withdrawal ${withdrawalId} was released twice`);
    checkEqual("WDR-036", row.grantedAtoms, row.amountAtoms, "what is granted of a released withdrawal");
    checkEqual("WDR-036", payment.height, ledger.house.height, "block of a release");
    const [isBack, isMostly] = [payment.lane === 2, 2n * row.sameHourAtoms > row.amountAtoms];
    check("WDR-053", isBack === isMostly, () => `withdrawal ${withdrawalId} stands in lane ${payment.lane}`);
    const paidAtoms = payable(ledger, row);
    checkEqual("WDR-066", lackingAtoms, row.amountAtoms - paidAtoms, "what a release lacks");
    const { nonce, cumulativeAtoms } = placeOf(ledger, row.assetId, payment.lane, paidAtoms);
    checkEqual("WDR-043", payment.nonce, nonce, "nonce of a payment");
    checkEqual("WDR-044", payment.cumulativeAtoms, cumulativeAtoms, "sum of a lane");
    ledger.put("outbox", { ...row, amountAtoms: atoms(paidAtoms), grantedAtoms: atoms(paidAtoms), payment });
    changeQueue(ledger, row, 0n, -1);
    if (lackingAtoms === 0n) return;
    const { keptAtoms } = ledger.must("locations", row.assetId);
    ledger.change("locations", row.assetId, { keptAtoms: atoms(keptAtoms + lackingAtoms) });
    const asset = ledger.must("assets", row.assetId);
    ledger.put("assets", { ...asset, outboxAtoms: atoms(asset.outboxAtoms - lackingAtoms) });
  },

  WithdrawalCancelled(ledger, { withdrawalId, accountId, assetId, amountAtoms, grantedAtoms, balanceAfterAtoms }) {
    const row = ledger.must("outbox", withdrawalId);
    check("WDR-040", isWaiting(ledger, row), () => `withdrawal ${withdrawalId} was taken back after its release`);
    checkEqual("WDR-040", accountId, row.accountId, "account of a withdrawal that was taken back");
    checkEqual("WDR-040", assetId, row.assetId, "asset of a withdrawal that was taken back");
    checkEqual("WDR-040", amountAtoms, row.amountAtoms, "amount of a withdrawal that was taken back");
    checkEqual("WDR-041", grantedAtoms, row.grantedAtoms, "what was granted of it");
    checkEqual("INV-003", balanceAfterAtoms, ledger.balance(accountId, assetId) + amountAtoms, "balance after it");
    if (grantedAtoms > 0n) bookInflow(ledger, accountId, assetId, grantedAtoms);
    bookHeld(ledger, accountId, assetId, amountAtoms - grantedAtoms, grantedAtoms - amountAtoms);
    changeQueue(ledger, row, grantedAtoms - amountAtoms, -1);
    ledger.remove("outbox", withdrawalId);
    ledger.setBalance(accountId, assetId, balanceAfterAtoms);
    ledger.change("accounts", accountId, { withdrawals: ledger.account(accountId).withdrawals - 1 });
    const asset = ledger.must("assets", assetId);
    ledger.put("assets", { ...asset, outboxAtoms: atoms(asset.outboxAtoms - amountAtoms) });
  },

  WithdrawalsTakenBack(ledger, { accountId, belowId, parts }) {
    checkEqual("WDR-070", belowId, ledger.house.nextWithdrawalId, "id from which an account waits anew");
    const waiting = [...ledger.rows("outbox")].filter((row) => row.accountId === accountId && isWaiting(ledger, row));
    const assetIds = new Set(waiting.map(({ assetId }) => assetId));
    checkEqual("LIQ-095", new Set(parts.map(({ assetId }) => assetId)).size, parts.length, "assets, each once");
    checkEqual("LIQ-095", parts.length, assetIds.size, "assets that are taken back");
    for (const { assetId, amountAtoms, grantedAtoms, withdrawals, balanceAfterAtoms } of parts) {
      const rows = waiting.filter((row) => row.assetId === assetId);
      checkEqual("LIQ-095", amountAtoms, sum(rows.map((row) => row.amountAtoms)), "sum of what is taken back");
      checkEqual("WDR-041", grantedAtoms, sum(rows.map((row) => row.grantedAtoms)), "what was granted of it");
      checkEqual("LIQ-095", withdrawals, rows.length, "withdrawals that are taken back");
      checkEqual("INV-003", balanceAfterAtoms, ledger.balance(accountId, assetId) + amountAtoms, "balance after it");
      if (grantedAtoms > 0n) bookInflow(ledger, accountId, assetId, grantedAtoms);
      bookHeld(ledger, accountId, assetId, amountAtoms - grantedAtoms, grantedAtoms - amountAtoms);
      changeQueue(ledger, { accountId, assetId }, grantedAtoms - amountAtoms, -rows.length);
      ledger.setBalance(accountId, assetId, balanceAfterAtoms);
      const asset = ledger.must("assets", assetId);
      ledger.put("assets", { ...asset, outboxAtoms: atoms(asset.outboxAtoms - amountAtoms) });
    }
    const before = ledger.get("voids", accountId)?.withdrawals ?? 0;
    ledger.put("voids", { accountId, belowId, withdrawals: before + waiting.length });
  },

  VoidsForgotten(ledger, { accountId, forgotten }) {
    const { withdrawals, ...row } = ledger.must("voids", accountId);
    for (const withdrawalId of forgotten) {
      const owed = ledger.must("outbox", withdrawalId);
      const isVoid = owed.accountId === accountId && owed.payment === null && withdrawalId < row.belowId;
      check("WDR-071", isVoid, () => `withdrawal ${withdrawalId} was forgotten, and is not void`);
      ledger.remove("outbox", withdrawalId);
    }
    const left = withdrawals - forgotten.length;
    if (left === 0) ledger.remove("voids", accountId);
    else ledger.put("voids", { ...row, withdrawals: left });
    ledger.change("accounts", accountId, { withdrawals: ledger.account(accountId).withdrawals - forgotten.length });
  },

  QueueTurned(ledger, { type: _, segmentId, assetId, ...turn }) {
    ledger.change("queues", `${segmentId}/${assetId}`, turn);
  },
};

/** Writes what waits in the queue of a withdrawal; it stands while any does. */
function changeQueue(
  ledger: Ledger,
  { accountId, assetId }: Pick<OutboxRow, "accountId" | "assetId">,
  waiting: bigint,
  withdrawals: number,
  fields: Partial<QueueRow> = {},
): void {
  const { segmentId } = ledger.account(accountId);
  const key = `${segmentId}/${assetId}`;
  const quotas = { laneQuotaAtoms: NOTHING, commonQuotaAtoms: NOTHING };
  const turn = { cursor: 0, ...quotas, hasGiven: false, restsUntilMs: 0 };
  const row = ledger.get("queues", key) ?? { segmentId, assetId, waitingAtoms: NOTHING, withdrawals: 0, ...turn };
  const left = { waitingAtoms: atoms(row.waitingAtoms + waiting), withdrawals: row.withdrawals + withdrawals };
  check("WDR-034", left.waitingAtoms >= 0n && left.withdrawals >= 0, () => `queue ${key} is below zero`);
  ledger.put("queues", { ...row, ...left, ...fields });
  if (left.withdrawals === 0) ledger.remove("queues", key);
}

/** WDR-004, WDR-015: nothing is withdrawn while a loss is uncovered, or soon after a default. */
function checkGate(ledger: Ledger, accountId: number): void {
  const segment = ledger.must("segments", ledger.account(accountId).segmentId);
  const { shortfallAtMs, uncoveredAtoms, earmarkedAtoms, parameters, segmentId } = segment;
  const opensAtMs = shortfallAtMs === 0 ? 0 : shortfallAtMs + parameters.clearing.shortfallGateMs;
  const isSmall = (uncoveredAtoms + earmarkedAtoms) * 10_000n <= longHeldCash(ledger, segmentId);
  const isOpen = isSmall && ledger.timeMs >= opensAtMs;
  check("WDR-004", isOpen, () => `account ${accountId} withdrew while segment ${segment.segmentId} was shut`);
}

/** WDR-064, WDR-065, WDR-066: nothing of what is in doubt, and of what a vault lacks the same part to everybody. */
function payable(ledger: Ledger, { assetId, amountAtoms, vaultId }: OutboxRow): bigint {
  if (vaultId === 0) return amountAtoms;
  const { isGated, isRewritten } = ledger.must("vaults", vaultId);
  check("WDR-064", !isGated && !isRewritten, () => `asset ${assetId} left a vault in doubt`);
  const lost = ledger.get("impairments", assetId);
  if (lost === undefined) return amountAtoms;
  check("WDR-064", lost.frozenSince === 0n, () => `asset ${assetId} left while it is frozen`);
  const isNoticed = lost.shortfallAtoms === 0n || ledger.timeMs >= lost.sinceMs + DAY_MS;
  check("WDR-065", isNoticed, () => `asset ${assetId} left without notice`);
  const { claimed, there } = sharedOut(ledger, assetId);
  return claimed === there ? amountAtoms : (amountAtoms * there) / claimed;
}

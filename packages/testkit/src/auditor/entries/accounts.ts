/**
 * Accounts, keys, mandates and nonces.
 *
 * @module
 */

import { DAY_MS } from "@novate/num";
import { check, checkEqual } from "../failure.ts";
import { type Ledger, signerText } from "../ledger.ts";
import type { Entries } from "./entry.ts";

const WINDOW = 256n;
/** Stated here once more, so that the engine's own number is judged. */
const MOST_KEYS = 256;

export const accountEntries: Entries<
  | "AccountOpened"
  | "MarginMethodSet"
  | "KeyGranted"
  | "KeyRevoked"
  | "MandateGranted"
  | "NonceUsed"
  | "NonceForgotten"
  | "KeyForgotten"
  | "MandateForgotten"
> = {
  AccountOpened(ledger, { type: _, ...opened }) {
    checkEqual("ACC-001", opened.accountId, ledger.house.nextAccountId, "id of a new account");
    ledger.change("house", 0, { nextAccountId: opened.accountId + 1 });
    ledger.put("accounts", {
      ...opened,
      status: 0,
      openedAtMs: ledger.timeMs,
      paidCycleMs: 0,
      voidedToMs: 0,
      voidOrders: 0,
      keys: 0,
      withdrawals: 0,
      emptySinceMs: 0,
      balances: [],
      positions: [],
    });
  },

  MarginMethodSet(ledger, { accountId, method }) {
    ledger.change("accounts", accountId, { method, emptySinceMs: 0 });
  },

  KeyGranted(ledger, { key, grantorUsedAfterAtoms }) {
    const grantor = ledger.get("keys", `${key.accountId}/${signerText(key.grantor)}`);
    const isOwners = key.grantor.key.endsWith(ledger.account(key.accountId).owner.slice(2));
    check("ACC-007", isOwners || grantor !== undefined, () => "a key was granted by nobody who may");
    if (ledger.get("keys", `${key.accountId}/${signerText(key.key)}`) === undefined) countKey(ledger, key.accountId, 1);
    ledger.change("accounts", key.accountId, { emptySinceMs: 0 });
    ledger.put("keys", key);
    if (isOwners || grantor === undefined) return;
    check("ACC-007", (key.scopes & ~grantor.scopes) === 0, () => "a key was granted wider than its grantor's");
    check("ACC-028", grantorUsedAfterAtoms <= grantor.totalNotionalAtoms, () => "a grantor gave away more than it has");
    ledger.put("keys", { ...grantor, usedNotionalAtoms: grantorUsedAfterAtoms });
  },

  KeyRevoked(ledger, { accountId, key }) {
    ledger.remove("keys", `${accountId}/${signerText(key)}`);
    countKey(ledger, accountId, -1);
  },

  MandateGranted(ledger, { mandate }) {
    const key = `${mandate.accountId}/${mandate.venueId}`;
    ledger.change("accounts", mandate.accountId, { emptySinceMs: 0 });
    if (mandate.totalNotionalAtoms > 0n) ledger.put("mandates", mandate);
    else if (ledger.get("mandates", key) !== undefined) ledger.remove("mandates", key);
  },

  KeyForgotten(ledger, { accountId, key }) {
    const name = `${accountId}/${signerText(key)}`;
    check("ACC-039", ledger.must("keys", name).validUntilMs <= ledger.timeMs, () => "a key was forgotten while valid");
    ledger.remove("keys", name);
    countKey(ledger, accountId, -1);
  },

  MandateForgotten(ledger, { accountId, venueId }) {
    const name = `${accountId}/${venueId}`;
    const { validUntilMs } = ledger.must("mandates", name);
    const isIdle = isIdleFor(ledger, accountId);
    check("ACC-039", isIdle || validUntilMs <= ledger.timeMs, () => "a mandate was forgotten while valid");
    ledger.remove("mandates", name);
  },

  NonceUsed(ledger, { signer, nonce }) {
    const name = signerText(signer);
    const used = ledger.nonces.get(name) ?? new Set();
    check("INV-009", !used.has(nonce), () => `nonce ${nonce} of ${name} was used twice`);
    const base = ledger.get("nonces", name)?.base ?? 0n;
    check("INV-009", nonce < base + WINDOW, () => `nonce ${nonce} of ${name} is beyond its window`);
    used.add(nonce);
    ledger.nonces.set(name, used);
    let next = base;
    while (used.has(next)) next += 1n;
    let bitmap = 0n;
    for (let offset = 0n; offset < WINDOW; offset += 1n) if (used.has(next + offset)) bitmap |= 1n << offset;
    ledger.put("nonces", { signer, base: next, bitmap, usedAtMs: ledger.timeMs });
  },

  NonceForgotten(ledger, { signer }) {
    const name = signerText(signer);
    const { usedAtMs } = ledger.must("nonces", name);
    check(
      "ACC-044",
      usedAtMs + DAY_MS <= ledger.timeMs,
      () => `nonces of ${name} were forgotten while one could come again`,
    );
    ledger.remove("nonces", name);
    ledger.nonces.delete(name);
  },
};

/** Whether the account has been empty for its segment's term, so that it is being closed. */
export function isIdleFor(ledger: Ledger, accountId: number): boolean {
  const { segmentId, emptySinceMs } = ledger.account(accountId);
  const { accountIdleMs } = ledger.must("segments", segmentId).parameters.clearing;
  return emptySinceMs > 0 && ledger.timeMs - emptySinceMs >= accountIdleMs;
}

function countKey(ledger: Ledger, accountId: number, change: 1 | -1): void {
  const keys = ledger.account(accountId).keys + change;
  check("ACC-040", keys <= MOST_KEYS, () => `account ${accountId} has ${keys} keys`);
  ledger.change("accounts", accountId, { keys });
}

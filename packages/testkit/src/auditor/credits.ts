/**
 * What became of each deposit that an inbox brought, hashed once more.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { hashWords, uintWord } from "@novate/evm";
import { check } from "./failure.ts";
import type { Noted } from "./heard.ts";
import type { Ledger } from "./ledger.ts";

/** Before the first deposit. */
export const NO_CREDITS: Hex = `0x${"00".repeat(32)}`;

/** What became of a deposit, hashed upon all before it. */
export function noteCredit(ledger: Ledger, { vaultId, index, accountId, assetId, amountAtoms }: Noted): void {
  const acc = ledger.get("vaultCredits", vaultId)?.acc ?? NO_CREDITS;
  const words = [index, accountId, assetId, amountAtoms].map((value) => uintWord(value));
  ledger.put("vaultCredits", { vaultId, acc: hashWords(acc, ...words) });
  ledger.heard.push({ vaultId, index, accountId, assetId, amountAtoms, isPaidBack: false });
}

/** Marks the deposit that a vault in exit pays back: one that its last checkpoint had not heard, and once (EXIT-045, EXIT-112). */
export function payBack(ledger: Ledger, of: Omit<Noted, "index">): void {
  const { heardCount } = ledger.must("vaultExits", of.vaultId);
  const one = ledger.heard.findLast(
    (each) =>
      !each.isPaidBack &&
      each.index >= heardCount &&
      each.vaultId === of.vaultId &&
      each.accountId === of.accountId &&
      each.assetId === of.assetId &&
      each.amountAtoms === of.amountAtoms,
  );
  check("EXIT-112", one !== undefined, () => `${of.amountAtoms} of asset ${of.assetId} went back that nobody is owed`);
  one!.isPaidBack = true;
}

/** Judges a book that says that all is paid back. */
export function checkPaidBack(ledger: Ledger, vaultId: number): void {
  const { heardCount } = ledger.must("vaultExits", vaultId);
  for (const { vaultId: of, index, isPaidBack } of ledger.heard)
    check("EXIT-112", of !== vaultId || index < heardCount || isPaidBack, () => `deposit ${index} was not paid back`);
}

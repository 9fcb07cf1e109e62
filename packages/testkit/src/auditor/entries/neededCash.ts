/**
 * WDR-033: settlement cash that an account's unvested losses need does not leave it.
 *
 * @module
 */
import { check } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { least } from "../sums.ts";
import { unvestedOf } from "../worth.ts";

/** Judges an account that something has left; `cashBefore`: its settlement cash until then. */
export function checkNeededCash(ledger: Ledger, accountId: number, cashBefore: bigint): void {
  const cash = ledger.cash(accountId);
  if (cash >= cashBefore) return; // other assets leave freely
  const left = cash + least(unvestedOf(ledger, ledger.account(accountId)), 0n);
  check("WDR-033", left >= 0n, () => `cash left account ${accountId}, which now lacks ${-left} for its losses`);
}

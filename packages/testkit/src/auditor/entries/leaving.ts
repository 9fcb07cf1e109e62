/**
 * Accounts that leave by their owners' calls of a vault: since when, and until nothing is left.
 *
 * @module
 */
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import type { Entries } from "./entry.ts";

const holdsLots = (ledger: Ledger, accountId: number): boolean =>
  ledger.account(accountId).positions.some(({ lots }) => lots !== 0n);

export const leavingEntries: Entries<"LeaveBegun" | "LeaveTried" | "LeaveEnded"> = {
  LeaveBegun(ledger, { accountId, sinceMs }) {
    checkEqual("LIQ-099", sinceMs, ledger.timeMs, "since when an account leaves");
    check("LIQ-099", holdsLots(ledger, accountId), () => "an account without positions leaves");
    ledger.put("leaving", { accountId, sinceMs, triedAtMs: 0 });
  },

  LeaveTried(ledger, { accountId }) {
    ledger.change("leaving", accountId, { triedAtMs: ledger.timeMs });
  },

  LeaveEnded(ledger, { accountId }) {
    check("LIQ-104", !holdsLots(ledger, accountId), () => `account ${accountId} holds something yet`); // gains may still vest
    ledger.remove("leaving", accountId);
  },
};

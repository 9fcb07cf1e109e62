/**
 * Vaults on their way into exit, and there.
 *
 * @module
 */
import { NO_CREDITS } from "../credits.ts";
import { check } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import type { Entries } from "./entry.ts";
import { judgeAnew } from "./judgeAnew.ts";

const EXIT = 2;

export const vaultExitEntries: Entries<"VaultExitShown"> = {
  VaultExitShown(ledger, { vaultExit }) {
    const { vaultId, phase, number, sinceMs } = vaultExit;
    const before = ledger.get("vaultExits", vaultId);
    check("EXIT-101", before?.phase !== EXIT, () => `vault ${vaultId} came out of its exit`);
    check("EXIT-100", phase !== (before?.phase ?? 0), () => `the phase of vault ${vaultId} is as it was`);
    const isLater = before === undefined || number > before.number || phase === EXIT;
    check("EXIT-100", isLater && sinceMs === ledger.timeMs, () => `an older word about vault ${vaultId}`);
    ledger.put("vaultExits", vaultExit);
    if (phase === EXIT) openBook(ledger, vaultId);
    for (const row of [...ledger.rows("collaterals")])
      if (ledger.get("locations", row.spec.assetId)?.vaultId === vaultId) judgeAnew(ledger, row);
  },
};

function openBook(ledger: Ledger, vaultId: number): void {
  const creditsAcc = ledger.get("vaultCredits", vaultId)?.acc ?? NO_CREDITS;
  const lastAccountId = ledger.house.nextAccountId - 1;
  ledger.put("exitBooks", {
    vaultId,
    nextAccountId: 1,
    lastAccountId,
    creditsAcc,
    isRefunded: creditsAcc === NO_CREDITS,
  });
}

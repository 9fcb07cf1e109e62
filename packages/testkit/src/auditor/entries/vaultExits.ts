/**
 * Vaults on their way into exit, and there.
 *
 * @module
 */
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
    for (const row of [...ledger.rows("collaterals")])
      if (ledger.get("locations", row.spec.assetId)?.vaultId === vaultId) judgeAnew(ledger, row);
  },
};

/** Whether the vault of the asset is on its way into exit, or there. */
export const isLeaving = (ledger: Ledger, assetId: number): boolean => phaseOf(ledger, assetId) > 0;

function phaseOf(ledger: Ledger, assetId: number): number {
  const location = ledger.get("locations", assetId);
  return location === undefined ? 0 : (ledger.get("vaultExits", location.vaultId)?.phase ?? 0);
}

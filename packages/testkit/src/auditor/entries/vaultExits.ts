/**
 * Vaults on their way into exit, and there.
 *
 * @module
 */
import type { VaultExitRow } from "@novate/codec";
import { NO_CREDITS } from "../credits.ts";
import { check } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import type { Entries } from "./entry.ts";
import { judgeAnew } from "./judgeAnew.ts";

const EXIT = 2;

export const vaultExitEntries: Entries<"VaultExitShown"> = {
  VaultExitShown(ledger, { vaultExit }) {
    const { vaultId, phase, number, sinceMs, epoch } = vaultExit;
    const before = ledger.get("vaultExits", vaultId);
    check("EXIT-101", before?.phase !== EXIT, () => `vault ${vaultId} came out of its exit`);
    check("EXIT-100", phase !== (before?.phase ?? 0), () => `the phase of vault ${vaultId} is as it was`);
    const isLater = before === undefined || number > before.number || phase === EXIT;
    check("EXIT-100", isLater && sinceMs === ledger.timeMs, () => `an older word about vault ${vaultId}`);
    const isForeign = phase === EXIT && epoch !== 0n && !isStruck(ledger, vaultExit);
    check("EXIT-124", vaultExit.isForeign === isForeign, () => `whose word vault ${vaultId} ends at is told wrongly`);
    ledger.put("vaultExits", vaultExit);
    if (phase === EXIT) openBook(ledger, vaultId);
    for (const row of [...ledger.rows("collaterals")])
      if (ledger.get("locations", row.spec.assetId)?.vaultId === vaultId) judgeAnew(ledger, row);
  },
};

function isStruck(ledger: Ledger, { vaultId, epoch, heardCount, claimsRoot, assetsRoot }: VaultExitRow): boolean {
  const struck = ledger.get("struckRoots", Number(epoch));
  const said = struck?.vaults.find((each) => each.vaultId === vaultId);
  return struck?.claimsRoot === claimsRoot && said?.assetsRoot === assetsRoot && said.heardCount === heardCount;
}

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

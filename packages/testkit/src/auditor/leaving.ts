/**
 * How far the vault of an asset is on its way into exit.
 *
 * @module
 */
import type { Ledger } from "./ledger.ts";

const EXIT = 2;

/** Whether the vault of the asset is on its way into exit, or there. */
export const isLeaving = (ledger: Ledger, assetId: number): boolean => phaseOf(ledger, assetId) > 0;

/** Whether it is there: it is the vault's to pay, and nobody is given it. */
export const isExited = (ledger: Ledger, assetId: number): boolean => phaseOf(ledger, assetId) === EXIT;

function phaseOf(ledger: Ledger, assetId: number): number {
  const location = ledger.get("locations", assetId);
  return location === undefined ? 0 : (ledger.get("vaultExits", location.vaultId)?.phase ?? 0);
}

/**
 * INV-008 as a predicate: no step of default management leaves an account worse off against its margin.
 *
 * @module
 */
import type { Health } from "../ledger/health.ts";

/**
 * Whether equity over maintenance margin has not fallen.
 *
 * Compared by cross-multiplying. Equity at or below zero has no meaningful ratio: there, the margin must not grow and the
 * equity must not fall.
 */
export function isRatioKept(before: Health, after: Health): boolean {
  if (after.maintenanceAtoms > before.maintenanceAtoms) return false;
  if (after.equityAtoms >= before.equityAtoms) return true;
  return (
    after.equityAtoms >= 0n &&
    after.equityAtoms * before.maintenanceAtoms >= before.equityAtoms * after.maintenanceAtoms
  );
}

/**
 * What an account is worth and what it must hold: the numbers that every margin rule compares.
 *
 * @module
 */
import { type Atoms, atoms, divDown, ZERO_ATOMS } from "@novate/num";

/** All in settlement atoms of the account's segment, rounded against the account. */
export interface Health {
  /** Every position has a fresh mark and every asset a price: without that nobody is closed out (INV-013). Worked out when asked. */
  readonly isPriced: boolean;
  /** Cash + haircut collateral + unvested gains or losses: what maintenance is held against. */
  readonly equityAtoms: Atoms;
  /** The same with unvested gains cut: what initial margin is held against. */
  readonly initialEquityAtoms: Atoms;
  /** The same without any unvested gain: what withdrawals are held against. */
  readonly settledEquityAtoms: Atoms;
  readonly initialAtoms: Atoms;
  readonly maintenanceAtoms: Atoms;
  readonly closeOutAtoms: Atoms;
  /** Σ |position| at mark. */
  readonly notionalAtoms: Atoms;
}

/** Initial margin is met. */
export const hasInitialMargin = (health: Health): boolean => health.initialEquityAtoms >= health.initialAtoms;

/** Maintenance margin is breached at this clock. */
export const isInBreach = (health: Health): boolean => health.equityAtoms < health.maintenanceAtoms;

/** So deep in breach that one clock is enough (LIQ-018). */
export const isBelowCloseOut = (health: Health): boolean => health.equityAtoms < health.closeOutAtoms;

/**
 * Whether `after` is strictly less risky than `before` (NOV-030): the requirement falls, and the shortfall does not grow.
 */
export function isLessRisky(before: Health, after: Health): boolean {
  const shortfallBefore = before.initialAtoms - before.initialEquityAtoms;
  const shortfallAfter = after.initialAtoms - after.initialEquityAtoms;
  return after.maintenanceAtoms < before.maintenanceAtoms && shortfallAfter <= shortfallBefore;
}

/**
 * The most equity that may go with margin so that equity over maintenance margin does not fall: E·(M − M′)/M, rounded
 * down; zero without equity, and where the margin does not fall.
 *
 * With E, M before and M′ = `maintenanceAfter`: (E − d)/M′ ≥ E/M exactly where d ≤ E·(M − M′)/M.
 */
export function ratioNeutralAtoms({ equityAtoms, maintenanceAtoms }: Health, maintenanceAfter: Atoms): Atoms {
  if (equityAtoms <= 0n || maintenanceAfter >= maintenanceAtoms) return ZERO_ATOMS;
  return atoms(divDown(equityAtoms * (maintenanceAtoms - maintenanceAfter), maintenanceAtoms));
}

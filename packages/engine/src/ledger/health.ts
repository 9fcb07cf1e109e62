/**
 * What an account is worth and what it must hold: the numbers that every margin rule compares.
 *
 * Prices are intervals, and so is equity: what gives uses the end that hurts the account, what takes the one that helps it.
 *
 * @module
 */
import { type Atoms, atoms, divDown, minOf, ZERO_ATOMS } from "@novate/num";

/** All in settlement atoms of the account's segment, rounded against whoever asks. */
export interface Health {
  /** Every middle is known: each position has a fresh mark and each asset a fresh price (INV-013). Worked out when asked. */
  readonly isPriced: boolean;
  /** Cash + haircut collateral + unvested gains or losses at the middle of every price. */
  readonly equityAtoms: Atoms;
  /** E−: the same at the ends that hurt the account. Worked out when asked. */
  readonly equityLowAtoms: Atoms;
  /** E+: the same at the ends that help it: what it must fail at before anything is taken. Worked out when asked. */
  readonly equityHighAtoms: Atoms;
  /** The same with closed markets at their last price: what they may open at makes no other loss smaller. Worked out when asked. */
  readonly openHighAtoms: Atoms;
  /** E with what is unknown, and that alone, at the ends that help: a loss of it is certain. Worked out when asked. */
  readonly certainEquityAtoms: Atoms;
  /** E− with unvested gains cut: what initial margin is held against. */
  readonly initialEquityAtoms: Atoms;
  /** E− without any unvested gain: what withdrawals are held against. */
  readonly settledEquityAtoms: Atoms;
  readonly initialAtoms: Atoms;
  readonly maintenanceAtoms: Atoms;
  /** Maintenance margin of the known positions alone. Worked out when asked. */
  readonly knownMaintenanceAtoms: Atoms;
  readonly closeOutAtoms: Atoms;
  /** Σ |position| at mark. */
  readonly notionalAtoms: Atoms;
  /** What equity must hold beside maintenance margin for the gaps of closings that are due; mostly zero. Worked out when asked. */
  readonly closingAtoms: Atoms;
}

/** Initial margin is met, at the end that hurts. */
export const hasInitialMargin = (health: Health): boolean => health.initialEquityAtoms >= health.initialAtoms;

/** Maintenance margin is breached at the middle of every price. */
export const isInBreach = (health: Health): boolean => health.equityAtoms < health.maintenanceAtoms;

/**
 * Whether an account must enter default management (LIQ-001, LIQ-018, LIQ-075): it fails at the best of its prices, closed
 * markets at their last, for the whole of it and for its known positions alone; or its equity is gone at the known middles,
 * whatever the unknown is worth.
 */
export const mustBeManaged = (health: Health): boolean =>
  isInBreach(health) &&
  (health.openHighAtoms < minOf(health.maintenanceAtoms, health.knownMaintenanceAtoms) ||
    health.certainEquityAtoms < 0n);

/**
 * Whether an account does not hold the gap of a closing that is due (LIQ-090): with that it fails at the best of its prices, for the
 * whole of it and for its known positions alone. Nobody who was not called for it is managed for it.
 */
export function lacksGap(health: Health): boolean {
  const { closingAtoms } = health;
  return (
    closingAtoms > 0n &&
    health.openHighAtoms - closingAtoms < minOf(health.maintenanceAtoms, health.knownMaintenanceAtoms)
  );
}

/** The same of whoever has maintenance margin without it: no more of it is taken than the gap asks. */
export const lacksGapAlone = (health: Health): boolean => !isInBreach(health) && lacksGap(health);

/** So deep in breach that all of it is closed out. */
export const isBelowCloseOut = (health: Health): boolean =>
  health.equityHighAtoms < health.closeOutAtoms || health.certainEquityAtoms < 0n;

/**
 * Whether `after` is strictly less risky than `before` (NOV-030): the requirement falls, and the shortfall does not grow, at
 * the low end of equity nor at its middle: what doubt a reduction takes away pays for no concession.
 */
export function isLessRisky(before: Health, after: Health): boolean {
  return (
    after.maintenanceAtoms < before.maintenanceAtoms &&
    shortOf(after) <= shortOf(before) &&
    shortOf(after) - doubtOf(after) <= shortOf(before) - doubtOf(before)
  );
}

const shortOf = (health: Health): bigint => health.initialAtoms - health.initialEquityAtoms;
const doubtOf = (health: Health): bigint => health.equityAtoms - health.equityLowAtoms;

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

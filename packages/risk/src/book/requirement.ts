/**
 * What margin answers: three levels in settlement atoms.
 *
 * @module
 */
import type { Atoms } from "@novate/num";

/** `isolated`: each instrument alone. `cross`: per underlying. `portfolio`: with credit between underlyings. */
export type MarginMethod = "isolated" | "cross" | "portfolio";

/** Requirements of one account, each zero or more: closeOutLevel ≤ maintenanceMargin ≤ initialMargin. */
export interface MarginRequirement {
  readonly initialMargin: Atoms;
  readonly maintenanceMargin: Atoms;
  readonly closeOutLevel: Atoms;
}

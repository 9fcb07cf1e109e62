/**
 * How much a keeper brings to its backstop, and when: the decision alone.
 *
 * A backstop takes what it can carry within its own initial margin (LIQ-006), so what it has to spare is what the house can
 * count on when members break. The keeper holds that between two levels out of a reserve of its own.
 *
 * @module
 */
import type { CommandOf } from "@novate/codec";
import { type Atoms, atoms, minOf } from "@novate/num";

/** In atoms of the segment's settlement asset. */
export interface TopUpPolicy {
  /** Below this much to spare the keeper acts. */
  readonly leastAtoms: Atoms;
  /** What it restores; at least `leastAtoms`. */
  readonly targetAtoms: Atoms;
}

/** An account as far as the decision looks at it; both are at one height. */
export interface Means {
  readonly accountId: number;
  readonly initialEquityAtoms: Atoms;
  readonly initialAtoms: Atoms;
}

/** What an account has beyond its initial margin; below zero where that is not met. */
export const spareOf = ({ initialEquityAtoms, initialAtoms }: Means): Atoms => atoms(initialEquityAtoms - initialAtoms);

/** The transfer that restores the backstop's target, as far as the reserve can spare it; null if there is nothing to do. */
export function topUp(
  backstop: Means,
  reserve: Means,
  settlementAssetId: number,
  { leastAtoms, targetAtoms }: TopUpPolicy,
): CommandOf<"TransferCollateral"> | null {
  const spare = spareOf(backstop);
  if (spare >= leastAtoms) return null;
  const amountAtoms = minOf(atoms(targetAtoms - spare), spareOf(reserve));
  if (amountAtoms <= 0n) return null;
  return {
    type: "TransferCollateral",
    sourceAccountId: reserve.accountId,
    targetAccountId: backstop.accountId,
    assetId: settlementAssetId,
    amountAtoms,
  };
}

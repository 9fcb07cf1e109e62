/**
 * What the tallies know of each contract of a plan.
 *
 * @module
 */
import type { HousePlan, PlannedUnderlying } from "../house/plan.ts";

export interface Contract {
  readonly underlying: PlannedUnderlying;
  /** A long put is short the underlying. */
  readonly isInverse: boolean;
  readonly tickValueAtoms: bigint;
}

export function contractsOf({ underlyings }: HousePlan): Map<number, Contract> {
  return new Map(
    underlyings.flatMap((underlying) =>
      underlying.contracts.map(({ instrumentId, terms, tickValueAtoms }) => {
        const isInverse = terms.type === "Option" && !terms.isCall;
        return [instrumentId, { underlying, isInverse, tickValueAtoms }] as const;
      }),
    ),
  );
}

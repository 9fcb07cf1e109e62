/**
 * Variation margin: what the cycles collected, and the largest call on one account.
 *
 * @module
 */
import type { BlockResult } from "@novate/engine";

export interface MarginCall {
  readonly accountId: number;
  readonly amountAtoms: bigint;
  readonly timeMs: number;
}

export interface MarginTally {
  readonly cycles: number;
  readonly collectedAtoms: bigint;
  readonly paidAtoms: bigint;
  /** What one account had to pay in one cycle, at most. */
  readonly largestCall: MarginCall | null;
}

export function createMarginTally() {
  let cycles = 0;
  let collectedAtoms = 0n;
  let paidAtoms = 0n;
  let largestCall: MarginCall | null = null;
  return {
    take({ events, timeMs }: BlockResult): void {
      for (const event of events) {
        if (event.type === "VariationCycleClosed") {
          cycles += 1;
          collectedAtoms += event.collectedAtoms;
          paidAtoms += event.paidAtoms;
        }
        if (event.type !== "VariationMarginSettled" || -event.gainAtoms <= (largestCall?.amountAtoms ?? 0n)) continue;
        largestCall = { accountId: event.accountId, amountAtoms: -event.gainAtoms, timeMs };
      }
    },
    read: (): MarginTally => ({ cycles, collectedAtoms, paidAtoms, largestCall }),
  };
}

/**
 * What each layer of the waterfall paid, in its order (DFLT).
 *
 * @module
 */
import type { BlockResult } from "@novate/engine";

export interface WaterfallTally {
  /** Collateral of managed accounts sold for what they owed. */
  readonly collateralSoldAtoms: bigint;
  /** Accounts that owed more than they had, and by how much. */
  readonly defaults: number;
  readonly lossAtoms: bigint;
  readonly skinInTheGameAtoms: bigint;
  readonly juniorFundAtoms: bigint;
  readonly seniorFundAtoms: bigint;
  readonly gainsHaircutAtoms: bigint;
  /** What opposing positions bore when they were torn up at the bankruptcy price. */
  readonly tearUpAtoms: bigint;
  readonly uncoveredAtoms: bigint;
}

const TRANCHES = ["skinInTheGameAtoms", "juniorFundAtoms", "seniorFundAtoms"] as const;

export function createWaterfallTally() {
  const sums = {
    collateralSoldAtoms: 0n,
    defaults: 0,
    lossAtoms: 0n,
    skinInTheGameAtoms: 0n,
    juniorFundAtoms: 0n,
    seniorFundAtoms: 0n,
    gainsHaircutAtoms: 0n,
    tearUpAtoms: 0n,
    uncoveredAtoms: 0n,
  };
  return {
    take({ events }: BlockResult): void {
      for (const event of events) {
        switch (event.type) {
          case "CollateralLiquidated":
            sums.collateralSoldAtoms += event.proceedsAtoms;
            break;
          case "MemberDefaulted":
            sums.defaults += 1;
            sums.lossAtoms += event.lossAtoms;
            break;
          case "TrancheDrawn":
            sums[TRANCHES[event.tranche]!] += event.drawnAtoms; // the event names one of the tranches
            break;
          case "GainsHaircut":
            sums.gainsHaircutAtoms += event.haircutAtoms;
            break;
          case "TearUpClosed":
            sums.tearUpAtoms += event.lossAtoms;
            break;
          case "LossUncovered":
            sums.uncoveredAtoms = event.uncoveredAfterAtoms;
            break;
          default:
        }
      }
    },
    read: (): WaterfallTally => ({ ...sums }),
  };
}

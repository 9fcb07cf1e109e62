/**
 * The health of one account; what costs more than sums is worked out when asked for, which is before rows change again.
 *
 * @module
 */
import { type Atoms, atoms } from "@novate/num";
import type { MarginRequirement } from "@novate/risk";
import type { Health } from "../../ledger/health.ts";
import type { Reach } from "./reaches.ts";

/** Sums at the middles. `vestedAtoms`: cash and collateral. */
export interface Middles {
  readonly vestedAtoms: bigint;
  /** The same for new risk: haircuts on their way up where they lead. */
  readonly newRiskVestedAtoms: bigint;
  readonly unvestedAtoms: bigint;
  /** What of an unvested gain counts for initial margin; the whole of a loss. */
  readonly countedAtoms: bigint;
  readonly notionalAtoms: bigint;
}

/** What is worked out when asked. */
export interface Later {
  isPriced(): boolean;
  /** Of positions and collateral together. */
  reach(): Reach;
  belowAtoms(): bigint;
  /** What the unknown part may be better by than its middles. */
  unknownAbove(): bigint;
  knownMaintenance(): Atoms;
  /** What gaps of closings that are due ask beside maintenance margin. */
  closing(): bigint;
}

export class AccountHealth implements Health {
  readonly equityAtoms: Atoms;
  readonly initialAtoms: Atoms;
  readonly maintenanceAtoms: Atoms;
  readonly closeOutAtoms: Atoms;
  readonly notionalAtoms: Atoms;
  readonly #middles: Middles;
  readonly #later: Later;
  #reach: Reach | undefined;
  #below: bigint | undefined;
  #unknownAbove: bigint | undefined;
  #closing: bigint | undefined;

  constructor(middles: Middles, requirement: MarginRequirement, later: Later) {
    this.#middles = middles;
    this.#later = later;
    this.equityAtoms = atoms(middles.vestedAtoms + middles.unvestedAtoms);
    this.initialAtoms = requirement.initialMargin;
    this.maintenanceAtoms = requirement.maintenanceMargin;
    this.closeOutAtoms = requirement.closeOutLevel;
    this.notionalAtoms = atoms(middles.notionalAtoms);
  }

  get isPriced(): boolean {
    return this.#later.isPriced();
  }

  get equityLowAtoms(): Atoms {
    return atoms(this.equityAtoms - this.#belowAtoms);
  }

  get equityHighAtoms(): Atoms {
    return atoms(this.equityAtoms + this.#reached.aboveAtoms);
  }

  get openHighAtoms(): Atoms {
    return atoms(this.equityAtoms + this.#reached.aboveOpenAtoms);
  }

  get certainEquityAtoms(): Atoms {
    this.#unknownAbove ??= this.#later.unknownAbove();
    return atoms(this.equityAtoms + this.#unknownAbove);
  }

  get initialEquityAtoms(): Atoms {
    const { newRiskVestedAtoms, countedAtoms } = this.#middles;
    return atoms(newRiskVestedAtoms + countedAtoms - this.#belowAtoms);
  }

  get settledEquityAtoms(): Atoms {
    const { newRiskVestedAtoms, unvestedAtoms } = this.#middles;
    return atoms(newRiskVestedAtoms + (unvestedAtoms < 0n ? unvestedAtoms : 0n) - this.#belowAtoms);
  }

  get knownMaintenanceAtoms(): Atoms {
    return this.#later.knownMaintenance();
  }

  get closingAtoms(): Atoms {
    this.#closing ??= this.#later.closing();
    return atoms(this.#closing);
  }

  get #belowAtoms(): bigint {
    this.#below ??= this.#later.belowAtoms();
    return this.#below;
  }

  get #reached(): Reach {
    this.#reach ??= this.#later.reach();
    return this.#reach;
  }
}

/**
 * `derive-pmrm2`: the second scenario portfolio margin of the Derive exchange, as data.
 *
 * Sources: Derive v2 documentation, "Portfolio margin (PMRM) 2"; parameters and cases of derivexyz/v2-core at commit
 * 7736900d (test/risk-managers/unit-tests/PMRM_2), figures only.
 * Units: plain decimals; shocks are factors, times are years unless the name says otherwise.
 * @module
 */
import type { TermShock } from "../../core/volShock.ts";

/** How a scenario shifts volatility: by term, or tilted (`linear`) or bent (`abs`) by moneyness. */
export type VolDirection = "up" | "none" | "down" | "linear" | "abs";

/** Whether a shock turns the smile and leaves the spot where it is. */
export const isSkew = (vol: VolDirection): vol is "linear" | "abs" => vol === "linear" || vol === "abs";

export interface PmrmScenario {
  /** Spot in the scenario over spot now. */
  readonly spotRatio: number;
  readonly vol: VolDirection;
  /** Part of the profit or loss that counts; below 1 in the tails. */
  readonly weight: number;
}

export interface SkewShock {
  readonly linearCap: number;
  readonly linearPerRoot: number;
  readonly absCap: number;
  readonly absPerRoot: number;
  readonly minWidth: number;
  readonly widthScale: number;
  readonly volStatic: number;
  readonly volPerRoot: number;
}

export interface Pmrm2Parameters {
  readonly scenarios: readonly PmrmScenario[];
  readonly skew: SkewShock;
  readonly volShock: TermShock;
  /** Least volatility of an up-shock. */
  readonly minShockedVol: number;
  readonly discount: {
    readonly longStatic: number;
    readonly longRateScale: number;
    readonly longRateAdd: number;
    readonly shortStatic: number;
    readonly shortRateScale: number;
    readonly shortRateAdd: number;
  };
  readonly maintenanceFactor: number;
  readonly initialFactor: number;
  readonly basis: { readonly up: number; readonly down: number; readonly add: number; readonly perYear: number };
  readonly peg: { readonly threshold: number; readonly factor: number };
  readonly confidence: { readonly threshold: number; readonly factor: number };
  /** Parts of spot per contract; the initial ones come on top of the maintenance ones. */
  readonly contingency: {
    readonly perpMaintenance: number;
    readonly perpInitial: number;
    readonly optionMaintenance: number;
    readonly optionInitial: number;
  };
}

const grid = (moves: readonly number[]): readonly PmrmScenario[] =>
  moves.flatMap((move) => (["down", "none", "up"] as const).map((vol) => ({ spotRatio: 1 + move, vol, weight: 1 })));

const tail = (move: number, weight: number): PmrmScenario => ({ spotRatio: 1 + move, vol: "up", weight });

/** The parameters that upstream's cases start from; a case file states its own and overrides them. */
export const DERIVE_PMRM2: Pmrm2Parameters = {
  scenarios: [
    tail(0.18, 1),
    ...grid([0.135, 0.09, 0.045, 0, -0.045, -0.09, -0.135]),
    tail(-0.18, 1),
    tail(-0.66, 0.6 / 11),
    tail(-0.33, 1.2 / 11),
    tail(0.5, 0.072),
    tail(1, 0.036),
    tail(2, 0.018),
    tail(3, 0.012),
    { spotRatio: 1, vol: "linear", weight: 1 },
    { spotRatio: 1, vol: "abs", weight: 1 },
  ],
  skew: {
    linearCap: 0.15,
    linearPerRoot: -0.05,
    absCap: 0.15,
    absPerRoot: -0.05,
    minWidth: 0.01,
    widthScale: 4,
    volStatic: 0.6,
    volPerRoot: -0.1,
  },
  volShock: { rangeUp: 0.5, rangeDown: 0.275, shortPower: 0.3, longPower: 0.13, floorDays: 1, pivotDays: 30 },
  minShockedVol: 0.45,
  discount: {
    longStatic: 0.95,
    longRateScale: 1,
    longRateAdd: 0.08,
    shortStatic: 1.04,
    shortRateScale: 0.5,
    shortRateAdd: 0.08,
  },
  maintenanceFactor: 0.8,
  initialFactor: 1,
  basis: { up: 1.045, down: 0.955, add: 0.5, perYear: 2 },
  peg: { threshold: 0.98, factor: 2 },
  confidence: { threshold: 0.55, factor: 1 },
  contingency: { perpMaintenance: 0.015, perpInitial: 0.005, optionMaintenance: 0.003, optionInitial: 0.002 },
};

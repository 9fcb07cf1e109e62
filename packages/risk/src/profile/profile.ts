/**
 * A margin profile is data: which markets are imagined, and how the losses found there become a requirement.
 *
 * The house has one, `STANDARD_PROFILE`; models of other houses are in the package `peers`.
 * @module
 */

/** A relative move of the spot: so many scan ranges of the underlying, or a fixed fraction of the spot. */
export interface SpotShock {
  readonly unit: "range" | "fraction";
  readonly amount: number;
}

/** One column of the scenario table: one imagined market of one underlying. */
export interface Scenario {
  /** Stable name that explanations print, such as `spot+1.00R vol+`. */
  readonly name: string;
  readonly spot: SpotShock;
  /** Adds so many times the relative confidence of the price to the move, in its direction (MARG-003). */
  readonly confidence: number;
  /** Multiple of the volatility shock: +1 the up-shock, −1 the down-shock (MARG-005). */
  readonly vol: number;
  /** Multiple of the skew rotation (MARG-007). */
  readonly skew: number;
  /** Part of the profit or loss that counts: 1 inside the grid, less in a dampened tail (MARG-004). */
  readonly weight: number;
  /** Lowers `weight` until a linear position loses at most so many scan ranges; undefined for no such cap (MARG-004). */
  readonly linearLossCapRanges?: number;
}

export interface RangeRule {
  readonly multiple: number;
  readonly floor: number;
  readonly mporMs: number;
}

/** Volatility shock scaled by (pivotDays / max(days, floorDays))^exponent. */
export interface VolShockRule {
  readonly up: number;
  readonly down: number;
  /** Least rise of the at-the-forward volatility before scaling, in volatility. */
  readonly upFloor: number;
  readonly pivotDays: number;
  readonly floorDays: number;
  readonly shortExponent: number;
  readonly longExponent: number;
}

/** Tilt of one expiry's forward against the rest: min(cap, base + perYear·τ). */
export interface TiltRule {
  readonly base: number;
  readonly perYear: number;
  readonly cap: number;
  readonly perpetual: number;
}

/** Charges after the table, in whole millionths held as safe integers so that the kernel stays exact. */
export interface ChargeRule {
  readonly unhedgedPpm: number;
  readonly hedgedPpm: number;
  readonly shortOptionPpm: number;
  readonly liquidityDeltaPpm: number;
  readonly liquidityVegaPpm: number;
  readonly initialFactorPpm: number;
  readonly maintenanceFactorPpm: number;
  readonly closeOutFactorPpm: number;
  readonly jointTailCount: number;
}

export interface MarginProfile {
  readonly name: string;
  /** Columns in the order down, flat, up by sign of the spot shock, as the kernel's cross-underlying credit needs it. */
  readonly scenarios: readonly Scenario[];
  readonly range: RangeRule;
  readonly volShock: VolShockRule;
  /** Rotation of SVI's ρ at `skew` = 1. */
  readonly skewRotation: number;
  /** Whether the smile moves with the shocked forward (sticky moneyness) or stays where it is (sticky strike). */
  readonly smileAnchor: "shocked" | "base";
  readonly tilt: TiltRule;
  readonly charges: ChargeRule;
}

/**
 * What `derive-pmrm2` margins: one account on one underlying, and its market.
 *
 * @module
 */
import type { ExpiryHolding } from "../../core/repricing.ts";

/** An expiry with the feeds that its discounting and its confidence come from. */
export interface Pmrm2Expiry extends ExpiryHolding {
  readonly secondsToExpiry: number;
  readonly rate: number;
  /** Discount factor of the marks: exp(−rate·years), and 1 where the rate is negative. */
  readonly markDiscount: number;
  /** Least confidence of forward, rate and volatility. */
  readonly confidence: number;
  readonly options: readonly Pmrm2Option[];
}

export interface Pmrm2Option {
  readonly kind: "call" | "put";
  readonly strike: number;
  readonly amount: number;
  readonly vol: number;
  readonly discount: number;
}

export interface Pmrm2Collateral {
  readonly amount: number;
  readonly price: number;
  readonly confidence: number;
  readonly confidenceThreshold: number;
  /** Whether it moves with the underlying and so hedges the rest. */
  readonly isRiskCancelling: boolean;
  readonly maintenanceHaircut: number;
  readonly initialHaircut: number;
}

export interface Pmrm2Account {
  readonly cash: number;
  readonly spot: number;
  readonly spotConfidence: number;
  readonly stablePrice: number;
  readonly perps: number;
  readonly perpPrice: number;
  readonly perpConfidence: number;
  readonly unrealisedPerpProfit: number;
  readonly unrealisedFunding: number;
  readonly collaterals: readonly Pmrm2Collateral[];
  readonly expiries: readonly Pmrm2Expiry[];
}

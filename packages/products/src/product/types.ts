/**
 * The closed list of products that can be valued, as plain JSON, and the market they are valued in.
 *
 * Units everywhere: prices in the settlement currency, rates and volatilities annual and as fractions (0.05, 0.6),
 * rates continuous, times in years from now, quantities of one.
 *
 * @module
 */
import type { OptionKind, SviSlice } from "@novate/risk";
import type { AmericanMethod } from "../exotic/american.ts";
import type { BarrierKind } from "../exotic/images.ts";
import type { BarrierWatch } from "../exotic/partialBarrier.ts";

/** One asset, and where a product needs them, a second one, jumps or an exchange rate. */
export interface Market {
  readonly spot: number;
  readonly rateAnnual: number;
  /** Dividend, funding or foreign yield; the carry of the forward is rate less yield. */
  readonly yieldAnnual: number;
  /** Flat volatility. Either this or `surface`. */
  readonly volAnnual?: number;
  /** SVI slices; a product is valued at the volatility of its own strike and expiry. */
  readonly surface?: readonly SviSlice[];
  readonly second?: { readonly spot: number; readonly yieldAnnual: number; readonly volAnnual: number };
  /** Of the logarithms of the two assets. */
  readonly correlation?: number;
  readonly jumps?: { readonly intensity: number; readonly logMean: number; readonly logStdDev: number };
  readonly fx?: { readonly payingRateAnnual: number; readonly volAnnual: number; readonly correlation: number };
}

interface Optional {
  readonly kind: OptionKind;
  readonly strike: number;
  readonly yearsToExpiry: number;
}

export interface Spot {
  readonly product: "spot";
}
/** Marks at spot plus basis. */
export interface Perpetual {
  readonly product: "perpetual";
  readonly basis: number;
}
/** Marks at the forward. */
export interface DatedFuture {
  readonly product: "future";
  readonly yearsToExpiry: number;
}
export interface European extends Optional {
  readonly product: "european";
}
/** A European option where the asset jumps: needs `market.jumps`. */
export interface JumpEuropean extends Optional {
  readonly product: "jumpEuropean";
}
export interface American extends Optional {
  readonly product: "american";
  readonly method: AmericanMethod;
}
/** Pays cash (`amount`) or the asset (`amount` units) if the spot ends beyond the strike. */
export interface Digital extends Optional {
  readonly product: "digital";
  readonly pays: "cash" | "asset";
  readonly amount: number;
}
/** Pays spot less strike if the spot ends beyond the trigger. */
export interface Gap extends Optional {
  readonly product: "gap";
  readonly trigger: number;
}
/** Pays on a touch of `level`, then or at expiry; or at expiry if it never is touched. */
export interface Touch {
  readonly product: "touch";
  readonly pays: "cash" | "asset";
  readonly when: "atTouch" | "atExpiry" | "neverTouched";
  readonly amount: number;
  readonly level: number;
  readonly yearsToExpiry: number;
}
export interface Barrier extends Optional {
  readonly product: "barrier";
  readonly barrierKind: BarrierKind;
  readonly barrier: number;
  readonly rebate: number;
}
/** A barrier option that may be exercised at any time while it lives. */
export interface AmericanBarrier extends Optional {
  readonly product: "americanBarrier";
  readonly barrierKind: BarrierKind;
  readonly barrier: number;
  readonly rebate: number;
}
export interface BinaryBarrier extends Optional {
  readonly product: "binaryBarrier";
  readonly pays: "cash" | "asset";
  readonly amount: number;
  readonly barrierKind: BarrierKind;
  readonly barrier: number;
}
export interface SoftBarrier extends Optional {
  readonly product: "softBarrier";
  readonly barrierKind: BarrierKind;
  readonly lower: number;
  readonly upper: number;
}
export interface PartialBarrier extends Optional {
  readonly product: "partialBarrier";
  readonly barrierKind: BarrierKind;
  readonly barrier: number;
  readonly watch: BarrierWatch;
  readonly watchYears: number;
}
export interface DoubleBarrier extends Optional {
  readonly product: "doubleBarrier";
  readonly knock: "in" | "out";
  readonly lower: number;
  readonly upper: number;
}
/** On discrete fixings; `pastSum` is the sum of those past (of their logarithms for a geometric mean). */
export interface Asian extends Optional {
  readonly product: "asian";
  readonly method: "exact" | "geometric" | "turnbullWakeman";
  readonly fixingYears: readonly number[];
  readonly pastCount: number;
  readonly pastSum: number;
  /** Variance of the logarithm accumulated by each fixing, for `turnbullWakeman` only. */
  readonly totalVariances?: readonly number[];
}
/** On the mean over the whole life (`exact`, `geometric`), or over `averagingYears` partly past (`levy`). */
export interface ContinuousAsian extends Optional {
  readonly product: "continuousAsian";
  readonly method: "exact" | "geometric" | "levy";
  readonly averagingYears?: number;
  readonly averageSoFar?: number;
}
/** Pays the final spot less the mean of the fixings, or its negative. */
export interface AverageStrike {
  readonly product: "averageStrike";
  readonly kind: OptionKind;
  readonly fixingYears: readonly number[];
  readonly yearsToExpiry: number;
}
/** `extreme` is the maximum or minimum so far. */
export interface FixedLookback extends Optional {
  readonly product: "fixedLookback";
  readonly extreme: number;
}
export interface FloatingLookback {
  readonly product: "floatingLookback";
  readonly kind: OptionKind;
  readonly extreme: number;
  readonly yearsToExpiry: number;
}
/** The extreme is taken from `watchYears` to expiry. */
export interface PartialFixedLookback extends Optional {
  readonly product: "partialFixedLookback";
  readonly watchYears: number;
}
/** The extreme is taken from now to `watchYears`, and enters times `multiple`. */
export interface PartialFloatingLookback {
  readonly product: "partialFloatingLookback";
  readonly kind: OptionKind;
  readonly extreme: number;
  readonly multiple: number;
  readonly watchYears: number;
  readonly yearsToExpiry: number;
}
export interface ForwardStart {
  readonly product: "forwardStart";
  readonly kind: OptionKind;
  readonly moneyness: number;
  readonly startYears: number;
  readonly yearsToExpiry: number;
  readonly isPerformance: boolean;
}
export interface Compound {
  readonly product: "compound";
  readonly outerKind: OptionKind;
  readonly outerStrike: number;
  readonly outerYears: number;
  readonly innerKind: OptionKind;
  readonly innerStrike: number;
  readonly innerYears: number;
}
export interface Exchange {
  readonly product: "exchange";
  readonly firstQuantity: number;
  readonly secondQuantity: number;
  readonly yearsToExpiry: number;
  /** European if absent. */
  readonly americanMethod?: AmericanMethod;
}
export interface Spread extends Optional {
  readonly product: "spread";
  readonly method: "exact" | "kirk";
}
export interface Rainbow extends Optional {
  readonly product: "rainbow";
  readonly extreme: "min" | "max";
}
export interface TwoAssetBarrier extends Optional {
  readonly product: "twoAssetBarrier";
  readonly barrierKind: BarrierKind;
  readonly barrier: number;
}
/** Pays realised variance less `strikeVariance` (annual), per unit; the fair variance comes from a strip of options. */
export interface VarianceSwap {
  readonly product: "varianceSwap";
  readonly strikeVariance: number;
  readonly yearsToExpiry: number;
  /** Options of the replication; without it the whole smile of the market is integrated. */
  readonly strip?: readonly { readonly strike: number; readonly volAnnual: number }[];
}
/** Another product on one asset, paid in another currency at a fixed rate of one: needs `market.fx`. */
export interface Quanto {
  readonly product: "quanto";
  readonly of: SingleAssetProduct;
}

/** Products on one lognormal asset. */
export type SingleAssetProduct =
  | European
  | American
  | Digital
  | Gap
  | Touch
  | Barrier
  | AmericanBarrier
  | BinaryBarrier
  | SoftBarrier
  | PartialBarrier
  | DoubleBarrier
  | Asian
  | ContinuousAsian
  | AverageStrike
  | FixedLookback
  | FloatingLookback
  | PartialFixedLookback
  | PartialFloatingLookback
  | ForwardStart
  | Compound;

export type TwoAssetProduct = Exchange | Spread | Rainbow | TwoAssetBarrier;

export type Product =
  | Spot
  | Perpetual
  | DatedFuture
  | JumpEuropean
  | VarianceSwap
  | Quanto
  | SingleAssetProduct
  | TwoAssetProduct;

/**
 * What the risk kernel needs to know of an instrument, of its mark, and of the market of its underlying.
 *
 * @module
 */
import type { VolSurface } from "../surface/surface.ts";

interface CommonTerms {
  readonly instrumentId: number;
  readonly underlyingId: number;
  /**
   * Settlement atoms that one lot gains when the price rises by one quote unit: contract size in underlying times
   * atoms per quote unit. A whole number above zero, exact.
   */
  readonly atomsPerPoint: number;
}

/** The part of an expiring average that observations have already fixed; it does not move any more (MARG-009). */
export interface Fixing {
  /** Part of the averaging window that is fixed, in [0, 1]. */
  readonly fixedFraction: number;
  /** Average over that part, in quote units. */
  readonly fixedAverage: number;
}

export interface PerpetualTerms extends CommonTerms {
  readonly kind: "perpetual";
}

export interface FutureTerms extends CommonTerms {
  readonly kind: "future";
  readonly expiryMs: number;
  readonly fixing: Fixing | null;
}

export interface OptionTerms extends CommonTerms {
  readonly kind: "option";
  readonly expiryMs: number;
  readonly isCall: boolean;
  /** In quote units, above zero. */
  readonly strike: number;
  readonly fixing: Fixing | null;
}

/** An asset held as collateral, seen as a long position that can only help (MARG-025). */
export interface CollateralTerms extends CommonTerms {
  readonly kind: "collateral";
  /** Its haircut in millionths: only the rest counts as a gain. */
  readonly haircutPpm: number;
}

/** Cash-settled, European where optional. */
export type InstrumentTerms = PerpetualTerms | FutureTerms | OptionTerms | CollateralTerms;

/** The engine's mark of one lot. */
export interface InstrumentMark {
  /** Mark value of one lot in settlement atoms, a safe integer of zero or more: mark ticks × atoms per tick. */
  readonly valueAtoms: number;
  /** Expected funding over the next eight hours as a part of notional; positive when longs pay. Perpetuals only. */
  readonly fundingRate8h: number;
  /** False where no price may be used: one lot is then charged its maximum loss (MARG-035). */
  readonly isPriced: boolean;
}

export interface ForwardQuote {
  readonly expiryMs: number;
  readonly forward: number;
  /** Discount factor to expiry; 1 where the profile settles variation margin every cycle. */
  readonly discount: number;
}

/** One underlying's move in a joint scenario; the same index means the same day in every underlying (MARG-024). */
export interface JointShock {
  /** Relative move of the spot, such as −0.08. */
  readonly spot: number;
  /** Multiple of the volatility shock, as in `Scenario.vol`. */
  readonly vol: number;
}

/** The market of one underlying at one mark, in natural units. */
export interface UnderlyingMarket {
  readonly underlyingId: number;
  readonly timeMs: number;
  /** Index price in quote units; zero or less means that there is none. */
  readonly spot: number;
  readonly forwards: readonly ForwardQuote[];
  /** Null where there is none: options of this underlying cannot be priced then. */
  readonly surface: VolSurface | null;
  /** Forecast volatility σ̂, annual. */
  readonly volAnnual: number;
  /** Least scan range of this underlying, on top of that of the profile. */
  readonly rangeFloor: number;
  /** Age of the price (MARG-002). */
  readonly ageMs: number;
  /** Half-width of the price's confidence interval over the price (MARG-003). */
  readonly confidence: number;
  /** All underlyings of a book carry the same number of these. */
  readonly jointShocks: readonly JointShock[];
}

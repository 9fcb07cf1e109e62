/**
 * The what-if document: one portfolio and one market, as plain JSON.
 *
 * Whole numbers (everything that ends in `Atoms`, `Ppm` or `Lots`, and `lots`) may be JSON numbers or decimal text; text
 * is needed past 2^53. Prices are in quote units, volatilities annual, times in milliseconds since the Unix epoch. Every
 * key is required unless it is marked optional here; a key that is not here is refused. The README has an example.
 * @module
 */
import type { MarginMethod } from "@novate/risk";

/** A whole number: a safe JSON number or decimal text. */
export type Whole = number | string;

/** A portfolio under the house's own profile. */
export interface PortfolioDocument {
  /** The house's own margin model; other houses' are in the package `peers`. */
  readonly profile: "standard";
  /** Parameters that differ from the first edition's, by the names of `MarginParameters`. */
  readonly parameters?: Readonly<Record<string, Whole>>;
  readonly method: MarginMethod;
  /** How much of the answer is wanted; `full` unless given. */
  readonly detail?: Detail;
  readonly timeMs: number;
  /** Equity of the account at the marks of this document: collateral, cash and unrealised profit. */
  readonly equityAtoms: Whole;
  /** The same at the ends of the prices' intervals that hurt the account most, and help it most; `equityAtoms` unless given. */
  readonly equityLowAtoms?: Whole;
  readonly equityHighAtoms?: Whole;
  readonly underlyings: readonly UnderlyingDocument[];
  readonly instruments: readonly InstrumentDocument[];
  readonly positions: readonly PositionDocument[];
  /** Pairs of underlyings whose correlation holds; none unless given. */
  readonly pairs?: readonly PairDocument[];
}

/**
 * `requirement`: the three levels. `explained`: also every scenario, add-on, credit and Greek. `full`: also what each
 * position costs at the margin, and the liquidation prices.
 */
export type Detail = "requirement" | "explained" | "full";

export interface UnderlyingDocument {
  readonly underlyingId: number;
  /** Index price; null where there is none, and then nothing on it can be priced. */
  readonly spot: number | null;
  /** Forecast volatility σ̂ that sets the scan range. */
  readonly volAnnual: number;
  readonly forwards: readonly ForwardDocument[];
  /** Null where there is none: options are then margined at their maximum loss. */
  readonly surface: SurfaceDocument | null;
  /** Delta notional and vega shock that the market takes at the listed rate; 0 where nobody knows. */
  readonly depth: { readonly deltaAtoms: Whole; readonly vegaAtoms: Whole };
  /** Delta notional and vega shock that initial margin's liquidity rates count at least: a twentieth of all open lots (MARG-103). */
  readonly crowd?: { readonly deltaAtoms: Whole; readonly vegaAtoms: Whole };
  /** Least scan range as a part of the spot; 0 unless given. */
  readonly rangeFloor?: number;
  /** Half-width of the price's confidence interval over the price; 0 unless given. */
  readonly confidence?: number;
  /** Age of the price; 0 unless given. */
  readonly ageMs?: number;
  /** Factor on initial margin from open interest, 1,000,000 or more; 1,000,000 unless given. */
  readonly openInterestScalePpm?: Whole;
  /** Joint moves, the same number in every underlying: entry i is the same day everywhere. None unless given. */
  readonly jointShocks?: readonly { readonly spot: number; readonly vol: number }[];
}

export interface ForwardDocument {
  readonly expiryMs: number;
  readonly forward: number;
  /** Discount factor to expiry; 1 unless given. */
  readonly discount?: number;
}

/** A smile an expiry in raw SVI of total variance, or one volatility an expiry. In order of expiry. */
export type SurfaceDocument =
  | { readonly svi: readonly SviDocument[] }
  | { readonly flat: readonly { readonly expiryMs: number; readonly volAnnual: number }[] };

export interface SviDocument {
  readonly expiryMs: number;
  readonly a: number;
  readonly b: number;
  readonly rho: number;
  readonly m: number;
  readonly sigma: number;
}

export interface InstrumentDocument {
  readonly instrumentId: number;
  readonly underlyingId: number;
  readonly kind: "perpetual" | "future" | "call" | "put" | "collateral";
  /** Settlement atoms that one lot gains when the price rises by one quote unit. */
  readonly atomsPerPoint: Whole;
  /** Mark value of one lot. The model's value unless given; required where the market cannot price the instrument. */
  readonly markAtoms?: Whole;
  /** Futures and options. */
  readonly expiryMs?: number;
  /** Options. */
  readonly strike?: number;
  /** Perpetuals: expected funding over eight hours as a part of notional, positive when longs pay; 0 unless given. */
  readonly fundingRate8h?: number;
  /** Futures and options: the part of the settlement average that is known already; none unless given. */
  readonly fixing?: { readonly fixedFraction: number; readonly fixedAverage: number };
  /** Collateral. */
  readonly haircutPpm?: Whole;
}

export interface PositionDocument {
  readonly instrumentId: number;
  /** Signed: long is positive. */
  readonly lots: Whole;
}

export interface PairDocument {
  readonly leftUnderlyingId: number;
  readonly rightUnderlyingId: number;
  /** At most 500,000 in all for any one underlying. */
  readonly creditPpm: Whole;
}

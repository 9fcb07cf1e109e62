/**
 * One instrument over all scenarios, per lot and in whole atoms: where floats end.
 *
 * @module
 */

/** Whose row it is: the same at every price. */
export interface RowIdentity {
  readonly instrumentId: number;
  readonly underlyingId: number;
  readonly kind: "perpetual" | "future" | "option" | "collateral";
  /** Expiry of the instrument, 0 for none: with the underlying, the bucket whose forward tilts alone. */
  readonly expiryMs: number;
  readonly isCall: boolean;
}

/**
 * Columns of `pnl`: the profile's scenarios, then the two tilts, then the joint scenarios. True profit or loss of one
 * lot in column c lies in [pnl[c]·2^shift, (pnl[c] + slack)·2^shift) for certain: long lots take the lower end, short
 * lots the upper one.
 */
export interface RowFigures {
  readonly isPriced: boolean;
  /** Every entry fits in a signed 32-bit integer. */
  readonly pnl: Int32Array;
  /** Binary exponent of the unit of `pnl`; zero unless a lot can lose more than 2^31 atoms. */
  readonly shift: number;
  /** Width of the certain interval, in units of 2^shift; added to the loss of each short lot. */
  readonly slack: number;
  /** Safe integers, in atoms per lot, from here on. Mark value. */
  readonly markAtoms: number;
  /** Strike value; zero but for options. */
  readonly strikeAtoms: number;
  readonly atomsPerPoint: number;
  /** Delta notional: value change for a move of the spot by 100 %, to first order. Magnitudes are rounded up. */
  readonly deltaAtoms: number;
  /** Delta that the minimum charge counts for a long lot: never more than its mark value is worth (MARG-080). */
  readonly chargedDeltaAtoms: number;
  /** Change of value in this expiry's volatility up-shock: vega times shock. */
  readonly vegaShockAtoms: number;
  /** Change of delta notional for a spot move of 1 %. */
  readonly gammaAtoms: number;
  /** Change of value for one point (0.01) of volatility. */
  readonly vegaAtoms: number;
  /** Change of value over one day. */
  readonly thetaAtoms: number;
  /** Minimum charge of one short option lot (MARG-031). */
  readonly shortOptionAtoms: number;
  /** Charges of one long and one short lot that nothing offsets: funding provision, or the maximum loss if unpriced. */
  readonly addOnLongAtoms: number;
  readonly addOnShortAtoms: number;
}

export interface ScenarioRow extends RowIdentity, RowFigures {}

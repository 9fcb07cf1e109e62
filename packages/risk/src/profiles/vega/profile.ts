/**
 * `vega-margin`: levels around the maintenance margin and the sharing of uncovered losses on Vega, as data.
 *
 * Sources: vegaprotocol/specs, 0019-MCAL (margin calculator), 0010-MARG (margin levels); vegaprotocol/vega at commit
 * a50750cc (core/integration), figures only. Maintenance margin itself depends on the order book and is not recomputed.
 * Units: integers in the asset's base units; factors are exact decimals.
 * @module
 */

/** A decimal factor as a ratio of integers, so that levels are exact. */
export interface Factor {
  readonly num: bigint;
  readonly den: bigint;
}

export interface LevelFactors {
  readonly search: Factor;
  readonly initial: Factor;
  readonly release: Factor;
}

const tenths = (num: bigint): Factor => ({ num, den: 10n });
const ONE: Factor = { num: 1n, den: 1n };

/** The calculators that scenarios name without spelling them out. */
export const VEGA_CALCULATORS: ReadonlyMap<string, LevelFactors> = new Map([
  ["default-margin-calculator", { search: tenths(11n), initial: tenths(12n), release: tenths(14n) }],
  ["default-overkill-margin-calculator", { search: tenths(32n), initial: tenths(40n), release: tenths(50n) }],
  ["default-capped-margin-calculator", { search: ONE, initial: ONE, release: ONE }],
]);

/** A fully collateralised position needs no levels: all are its greatest loss. */
export const FULLY_COLLATERALISED: LevelFactors = { search: ONE, initial: ONE, release: ONE };

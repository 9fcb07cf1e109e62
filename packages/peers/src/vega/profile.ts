/**
 * `vega-margin`: levels around the maintenance margin and the sharing of uncovered losses on Vega, as data.
 *
 * Sources: vegaprotocol/specs, 0019-MCAL (margin calculator), 0010-MARG (margin levels); vegaprotocol/vega at commit
 * a50750cc (core/risk, core/collateral). The maintenance margin of a scenario depends on its order book and is not recomputed;
 * that of a position and orders that a case states is.
 * Units: integers in the asset's base units; factors are exact decimals.
 * @module
 */
import type { Decimal } from "./decimal.ts";

export interface LevelFactors {
  readonly search: Decimal;
  readonly initial: Decimal;
  readonly release: Decimal;
}

const tenths = (num: bigint): Decimal => ({ num, den: 10n });
const ONE: Decimal = { num: 1n, den: 1n };

/** The levels of a market that names no calculator. */
export const DEFAULT_LEVELS: LevelFactors = { search: tenths(11n), initial: tenths(12n), release: tenths(14n) };

/** The calculators that scenarios name without spelling them out. */
export const VEGA_CALCULATORS: ReadonlyMap<string, LevelFactors> = new Map([
  ["default-margin-calculator", DEFAULT_LEVELS],
  ["default-overkill-margin-calculator", { search: tenths(32n), initial: tenths(40n), release: tenths(50n) }],
  ["default-capped-margin-calculator", { search: ONE, initial: ONE, release: ONE }],
]);

/** A fully collateralised position needs no levels: all are its greatest loss. */
export const FULLY_COLLATERALISED: LevelFactors = { search: ONE, initial: ONE, release: ONE };

/**
 * The house's exact numbers: branded bigints whose brand is their unit.
 *
 * @module
 */

declare const unit: unique symbol;
type Unit<Name extends string> = bigint & { readonly [unit]: Name };

/** Money: whole smallest units of one asset; |x| < 2^127. */
export type Atoms = Unit<"Atoms">;
/** Signed size of a position or trade, in whole lots of its instrument. */
export type Lots = Unit<"Lots">;
/** A price, in whole ticks of its instrument or feed. */
export type Ticks = Unit<"Ticks">;
/** A fraction, in millionths. */
export type Ppm = Unit<"Ppm">;

/** Names a raw integer as money. The brand is erased at run time; construction is free. */
export const atoms = (value: bigint): Atoms => value as Atoms;
/** Names a raw integer as a size. */
export const lots = (value: bigint): Lots => value as Lots;
/** Names a raw integer as a price. */
export const ticks = (value: bigint): Ticks => value as Ticks;
/** Names a raw integer as a fraction in millionths. */
export const ppm = (value: bigint): Ppm => value as Ppm;

/** One whole, in millionths. */
export const PPM_ONE = 1_000_000n as Ppm;
export const ZERO_ATOMS = 0n as Atoms;
export const ZERO_LOTS = 0n as Lots;

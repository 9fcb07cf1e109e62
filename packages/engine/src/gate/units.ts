/**
 * The gate from the house's integers to the natural units of `risk`. Each is one division of exact numbers at most.
 *
 * @module
 */
import type { FeedRow, InstrumentRow } from "@novate/codec";
import { E6 } from "@novate/num";

const POWERS_OF_TEN = Array.from({ length: 19 }, (_, exponent) => Number(10n ** BigInt(exponent)));

/** Feed units in quote units. */
export const feedToQuote = (feed: FeedRow, value: bigint): number => Number(value) / POWERS_OF_TEN[feed.spec.decimals]!;

/** Ticks of an instrument in quote units, by the decimals of its index feed. */
export const ticksToQuote = (feed: FeedRow, instrument: InstrumentRow, ticks: bigint): number =>
  feedToQuote(feed, ticks * instrument.spec.tickFeedUnits);

/** Settlement atoms that one lot gains per quote unit; whole, because a listing is refused where it is not. */
export const atomsPerPoint = (feed: FeedRow, instrument: InstrumentRow): number =>
  Number((instrument.spec.tickValueAtoms * 10n ** BigInt(feed.spec.decimals)) / instrument.spec.tickFeedUnits);

/** Millionths as a fraction. */
export const ppmToFraction = (value: bigint): number => Number(value) / E6;

/** Millionths as a count of them, for rules of `risk` that count in millionths. */
export const ppmToNumber = (value: bigint): number => Number(value);

/** A count of millionths of a deviation. */
export const e6ToNumber = (value: bigint): number => Number(value);

/** Feed units as a count of them, where only ratios of prices matter. */
export const feedUnitsToNumber = (value: bigint): number => Number(value);

/** Lots as the kernel counts them; exact up to 2⁵³, which NOV-045 and listings keep. */
export const lotsToNumber = (value: bigint): number => Number(value);

/** Settlement atoms as an estimate: the nearest float64. */
export const atomsToNumber = (value: bigint): number => Number(value);

/** A whole number of atoms that the kernel keeps as a float64. */
export const atomsFromNumber = (value: number): bigint => BigInt(value);

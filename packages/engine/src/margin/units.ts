/**
 * The gate from the house's integers to the natural units of `risk`. Each is one division of exact numbers.
 *
 * @module
 */
import type { FeedRow, InstrumentRow } from "@novate/codec";

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
export const ppmToFraction = (value: bigint): number => Number(value) / 1_000_000;

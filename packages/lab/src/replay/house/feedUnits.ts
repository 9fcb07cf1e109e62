/**
 * Prices as the replay's feeds tell them: dollars with eight decimals.
 *
 * @module
 */

export const FEED_DECIMALS = 8;

/** Tape ticks in units of the feeds, rounded down. */
export function toFeedUnits(value: bigint, priceDecimals: number): bigint {
  return priceDecimals <= FEED_DECIMALS
    ? value * 10n ** BigInt(FEED_DECIMALS - priceDecimals)
    : value / 10n ** BigInt(priceDecimals - FEED_DECIMALS);
}

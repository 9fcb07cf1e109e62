/**
 * The largest numbers that rows have room for, whatever prices do.
 *
 * @module
 */

/**
 * One lot at its feed's largest price is never worth more, and its mark at most twice that: 2⁵³ lots of it (NOV-045) in each of an account's 512 positions still sum to less than 2¹²⁷.
 * A contract whose feed could say more is not listed, and a model that says more has no price.
 */
export const MOST_LOT_ATOMS = 2n ** 62n;
/** The largest value of a lot that a mark says: a model may stand above the feed's own prices, but not by more than this. */
export const MOST_MARK_ATOMS = 2n * MOST_LOT_ATOMS;
/** The largest price of a feed; twice as many ticks, which is as far as a band reaches, fit an int64. */
export const MOST_FEED_UNITS = 10n ** 18n;

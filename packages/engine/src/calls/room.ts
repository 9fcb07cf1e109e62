/**
 * How much a block's visits look at, so that one after a silence, or over large accounts, does not do the work of many (CALL-018).
 *
 * @module
 */

/**
 * Accounts and positions: some 10 µs each at most, both ends of equity worked out. Fifteen blocks of them are a minute at four
 * seconds a block, so that CALL-010 holds for 491,520 (CALL-019).
 */
export const LOOKS_A_BLOCK = 32_768;

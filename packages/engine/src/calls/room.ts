/**
 * How many accounts a block visits at most, so that one after a silence does not do the work of many (CALL-018).
 *
 * @module
 */

/** A block has room for so many whatever their count. */
export const FEWEST_ROOM = 4_096;
/** And for as many as takes a sweep over all of them so many blocks. */
export const SWEEP_BLOCKS = 15;

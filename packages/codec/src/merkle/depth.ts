/**
 * Levels of the trees: known to whoever checks a proof, and to whoever holds a table.
 *
 * @module
 */

/**
 * Levels between a leaf and its table's root, in every table for ever.
 *
 * A fixed depth keeps every proof one length, so no length is mixed in, a verifier is one loop, and a row can never
 * pass for a branch.
 */
export const TABLE_DEPTH = 32;

/** Levels between a table's root and the state root: room for 64 tables, so a new table leaves old proofs' shape alone. */
export const STATE_DEPTH = 6;

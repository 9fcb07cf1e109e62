/**
 * Lanes of payments, and numbers as callers have them.
 *
 * @module
 */

/** Which payments wait for one another; numbers are the vault's. */
export const LANES = ["main", "small", "sentBack"] as const;
export type Lane = (typeof LANES)[number];

/** A number as the vault's words hold it; numbers are safe integers. */
export type Uint = bigint | number;

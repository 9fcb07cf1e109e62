/** How much of wind-ups a block does. @module */

/**
 * Accounts that are passed over, each with its positions where it is of the segment: one of 512 is worth fifty of ten. What is booked counts
 * for four.
 */
export const WIND_UPS_A_BLOCK = 65_536;

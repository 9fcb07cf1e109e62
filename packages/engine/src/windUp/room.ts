/** How much of wind-ups a block does. @module */

/** Accounts that are passed over; one that is booked counts for four. */
export const WIND_UPS_A_BLOCK = 8_192;

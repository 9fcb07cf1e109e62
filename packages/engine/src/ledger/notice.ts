/**
 * The notice of what the house's own sampling asks more by (CALL-001), and when a closing is due.
 *
 * @module
 */
import { HOUR_MS, MINUTE_MS } from "@novate/num";

/** What a member has between hearing that a requirement rises and owing it. */
export const NOTICE_MS = 15 * MINUTE_MS;

/** How long before a closing it is due: whoever was called and lacks its gap is reduced from then on, while the market is open (LIQ-090). */
export const CLOSING_MS = HOUR_MS;

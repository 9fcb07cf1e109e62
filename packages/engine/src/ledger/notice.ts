/**
 * The notice of what the house's own sampling asks more by (CALL-001).
 *
 * @module
 */
import { MINUTE_MS } from "@novate/num";

/** What a member has between hearing that a requirement rises and owing it. */
export const NOTICE_MS = 15 * MINUTE_MS;

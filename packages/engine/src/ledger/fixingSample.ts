/**
 * How often the index is sampled for the average at which a contract expires (SETL-015).
 *
 * @module
 */
import { MINUTE_MS } from "@novate/num";

/** One sample a minute at most. */
export const FIXING_SAMPLE_MS = MINUTE_MS;

/**
 * Lifetimes that rows of several tables rest on.
 *
 * @module
 */
import { DAY_MS } from "@novate/num";

/** The longest life that governance may ever allow an order: what is remembered so long outlives a raised limit. */
export const LONGEST_ORDER_MS = 7 * DAY_MS;

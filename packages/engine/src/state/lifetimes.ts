/**
 * Lifetimes that rows of several tables rest on.
 *
 * @module
 */
import { DAY_MS } from "@novate/num";

/** The longest life that governance may ever allow an order: what is remembered so long outlives a raised limit. */
export const LONGEST_ORDER_MS = 7 * DAY_MS;

/** A transaction outlives its signing by at most this. */
export const LONGEST_TRANSACTION_MS = DAY_MS;

/**
 * How long a signer's nonces are remembered after the last use. Whatever was heard by then has expired after half of it; the
 * other half is room for a program that allows transactions to live twice as long.
 */
export const NONCE_MEMORY_MS = 2 * LONGEST_TRANSACTION_MS;

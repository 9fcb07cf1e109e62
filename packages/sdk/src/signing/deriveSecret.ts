/**
 * Secrets that a seed repeats: for simulations and tests. Whoever knows the seed has every key; never hold money so.
 *
 * @module
 */
import { hashBytes } from "@novate/codec";

const encoder = new TextEncoder();

/** 32 bytes for a label under a seed. The chance that they lie outside the curve's order is below 2^-127. */
export const deriveSecret = (seed: string | number, label: string): Uint8Array =>
  hashBytes(encoder.encode(`novate simulation key\n${String(seed)}\n${label}`));

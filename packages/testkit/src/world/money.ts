/**
 * Amounts of the world's money.
 *
 * @module
 */
import { type Atoms, atoms } from "@novate/num";

/** Whole units of an asset with 6 decimals. */
export const units = (amount: number): Atoms => atoms(BigInt(amount) * 1_000_000n);

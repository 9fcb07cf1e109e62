/**
 * Money as people write it.
 *
 * @module
 */
import { type Atoms, atoms } from "@novate/num";

/** Whole units of an asset with this many decimals, in its atoms: `units(5n, 6)` is 5,000,000. */
export const units = (amount: bigint, decimals: number): Atoms => atoms(amount * 10n ** BigInt(decimals));

/**
 * Whether an account holds anything: what holds nothing lends nothing (ADM-013, NOV-066).
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";

/** True with a position, or a balance of either sign. */
export const isHolding = ({ balances, positions }: Pick<AccountRow, "balances" | "positions">): boolean =>
  positions.length > 0 || balances.some(({ amountAtoms }) => amountAtoms !== 0n);

/**
 * How far what a vault in exit pays is booked (EXIT-111, EXIT-112).
 *
 * @module
 */
import { mustGet, type StateView } from "../state/state.ts";

/** Every claim and every refund of the vault is booked: what is left is between the accounts. */
export function isBooked(state: StateView, vaultId: number): boolean {
  const { nextAccountId, lastAccountId, isRefunded } = mustGet(state.exitBooks, vaultId);
  return nextAccountId > lastAccountId && isRefunded;
}

/**
 * What an owner owes of an asset that a vault in exit paid it, as far as it forbids anything (EXIT-118, EXIT-130, EXIT-132).
 *
 * @module
 */
import { type AccountRow, type FaultySide, type Refusal, refusal } from "@novate/codec";
import { exitDebtKey } from "../state/keys.ts";
import type { StateView } from "../state/state.ts";

/** Who owes, as the house keeps it beside the rows: {@link Owers} of what is derived. */
export interface Owing {
  has(account: AccountRow, assetId: number): boolean;
}

/** That an account of the same owner in the segment owes, or null. Work: the assets of vaults in exit. */
export function ownerOwes(state: StateView, owing: Owing, account: AccountRow, faulty?: FaultySide): Refusal | null {
  if (state.exitDebts.size === 0) return null;
  const { accountId } = account;
  for (const { assetId } of state.exitAssets.values())
    if (owing.has(account, assetId))
      return refusal("ExitOwed", { accountId, assetId, ...(faulty !== undefined && { faulty }) });
  return null;
}

/** That the account itself owes, or null: what its owner's others have may come to it. Work: the assets of vaults in exit. */
export function accountOwes(state: StateView, accountId: number): Refusal | null {
  if (state.exitDebts.size === 0) return null;
  for (const { assetId } of state.exitAssets.values())
    if (state.exitDebts.has(exitDebtKey(accountId, assetId))) return refusal("ExitOwed", { accountId, assetId });
  return null;
}

/**
 * What an account owes of an asset that a vault in exit paid it, as far as it forbids anything (EXIT-118, EXIT-130).
 *
 * @module
 */
import { type FaultySide, type Refusal, refusal } from "@novate/codec";
import { exitDebtKey } from "../state/keys.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { ownerId } from "./owner.ts";

/** That the account owes, or null. Work: the assets of vaults in exit. */
export function exitOwed(state: StateView, accountId: number, faulty?: FaultySide): Refusal | null {
  if (state.exitDebts.size === 0) return null;
  for (const { assetId } of state.exitAssets.values())
    if (state.exitDebts.has(exitDebtKey(accountId, assetId)))
      return refusal("ExitOwed", { accountId, assetId, ...(faulty !== undefined && { faulty }) });
  return null;
}

/** Owners one of whose accounts of the segment owes. Work: all that is owed. */
export function owersOf(state: StateView, segmentId: number): ReadonlySet<string> {
  const owers = new Set<string>();
  for (const { accountId } of state.exitDebts.values()) {
    const account = mustGet(state.accounts, accountId);
    if (account.segmentId === segmentId) owers.add(ownerId(account));
  }
  return owers;
}

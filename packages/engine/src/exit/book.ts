/**
 * What a vault in exit pays leaves the house: of the account's own as far as it has it, the rest of others', to whom it owes it from then on (EXIT-117).
 *
 * @module
 */
import type { AccountRow, EventOf } from "@novate/codec";
import { type Atoms, atoms, maxOf, minOf, ZERO_ATOMS } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { collateralKey, exitPotKey } from "../state/keys.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { lessHeld, owe } from "./owe.ts";

export interface Paid {
  readonly vaultId: number;
  readonly accountId: number;
  readonly segmentId: number;
  readonly assetId: number;
  readonly isRefund: boolean;
  readonly paidAtoms: Atoms;
}

/**
 * Settlement cash goes below zero: what an account lacks of it, it owes already. An account that was closed owes nothing; what it is paid others
 * go without.
 */
export function bookedOf(
  paid: Paid,
  account: AccountRow | undefined,
  settlementAssetId: number,
): EventOf<"ExitBooked"> {
  const had = account === undefined ? ZERO_ATOMS : balanceOf(account, paid.assetId);
  const isCash = account !== undefined && paid.assetId === settlementAssetId;
  const taken = isCash ? paid.paidAtoms : minOf(paid.paidAtoms, maxOf(had, ZERO_ATOMS));
  const [lackAtoms, balanceAfterAtoms] = [atoms(paid.paidAtoms - taken), atoms(had - taken)];
  return { type: "ExitBooked", ...paid, lackAtoms, balanceAfterAtoms };
}

/** Whether the segment holds any of the asset, and what an account lacks of it can be owed. */
export function isCounted(state: StateView, segmentId: number, assetId: number): boolean {
  if (!state.collaterals.has(collateralKey(segmentId, assetId))) return false;
  const isCash = mustGet(state.segments, segmentId).settlementAssetId === assetId;
  return isCash || state.exitPots.has(exitPotKey(segmentId, assetId));
}

/** Nobody's were deposits that were kept, or are on their way back: the vault pays these to who sent them. */
export const evolveExitBooked: Evolve<"ExitBooked"> = (state, event) => {
  const { accountId, segmentId, assetId, isRefund, paidAtoms, lackAtoms, balanceAfterAtoms } = event;
  const asset = mustGet(state.assets, assetId);
  state.assets.put({ ...asset, escrowAtoms: atoms(asset.escrowAtoms - paidAtoms) });
  const exit = mustGet(state.exitAssets, assetId);
  const [claims, refunds] = isRefund ? [0n, paidAtoms] : [paidAtoms, 0n];
  const sums = {
    claimsAtoms: atoms(exit.claimsAtoms + claims),
    refundsAtoms: atoms(exit.refundsAtoms + refunds),
    overAtoms: atoms(exit.overAtoms + lackAtoms),
  };
  state.exitAssets.put({ ...exit, ...sums });
  if (accountId === 0) {
    const location = mustGet(state.locations, assetId);
    state.locations.put({ ...location, keptAtoms: atoms(location.keptAtoms - paidAtoms) });
    return;
  }
  const account = state.accounts.get(accountId);
  if (account === undefined || !isCounted(state, segmentId, assetId)) return;
  lessHeld(state, segmentId, assetId, atoms(paidAtoms - lackAtoms));
  state.accounts.put(withBalance(account, assetId, balanceAfterAtoms));
  if (lackAtoms > 0n) owe(state, { accountId, segmentId, assetId, amountAtoms: lackAtoms });
};

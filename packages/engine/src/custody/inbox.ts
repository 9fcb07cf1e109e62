/**
 * What the events of a vault's inbox write.
 *
 * @module
 */

import { type Atoms, atoms } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { noteCredit } from "../ledger/vaultCredits.ts";
import { mustGet, type WritableState } from "../state/state.ts";
import { credit } from "./credit.ts";

/** What came in is held from then on, whoever it is for (INV-001). */
export function consume(state: WritableState, assetId: number, amountAtoms: Atoms): void {
  const asset = mustGet(state.assets, assetId);
  state.assets.put({ ...asset, escrowAtoms: atoms(asset.escrowAtoms + amountAtoms) });
  const location = mustGet(state.locations, assetId);
  state.locations.put({ ...location, consumedAtoms: atoms(location.consumedAtoms + amountAtoms) });
}

export const evolveInboxCredited: Evolve<"InboxCredited"> = (state, event) => {
  const { vaultId, index, accountId, assetId, amountAtoms, balanceAfterAtoms } = event;
  noteCredit(state, vaultId, { index, accountId, assetId, amountAtoms });
  consume(state, assetId, amountAtoms);
  credit(state, mustGet(state.accounts, accountId), assetId, balanceAfterAtoms);
};

export const evolveInboxKept: Evolve<"InboxKept"> = (state, { vaultId, index, assetId, amountAtoms }) => {
  noteCredit(state, vaultId, { index, accountId: 0, assetId, amountAtoms });
  consume(state, assetId, amountAtoms);
  const location = mustGet(state.locations, assetId);
  state.locations.put({ ...location, keptAtoms: atoms(location.keptAtoms + amountAtoms) });
};

export const evolveInboxAdvanced: Evolve<"InboxAdvanced"> = (state, { vaultId, count, acc, number }) =>
  state.vaults.put({
    ...mustGet(state.vaults, vaultId),
    inboxCount: count,
    inboxAcc: acc,
    provenNumber: number,
    isRewritten: false, // it goes on from what was heard
  });

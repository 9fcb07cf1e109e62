/**
 * What each step of a pot writes (EXIT-118 … EXIT-122).
 *
 * @module
 */
import { atoms, ZERO_ATOMS } from "@novate/num";
import { assert } from "@novate/stdx";
import { rebalanced } from "../collateral/seasoning.ts";
import type { Evolve } from "../command/evolver.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { exitDebtKey, exitPotKey } from "../state/keys.ts";
import { mustGet, type WritableState } from "../state/state.ts";
import { lessHeld, owe } from "./owe.ts";

/** What the vault paid beyond what was had here is replaced by so much. */
function replace(state: WritableState, assetId: number, amountAtoms: bigint): void {
  const exit = mustGet(state.exitAssets, assetId);
  state.exitAssets.put({ ...exit, overAtoms: atoms(exit.overAtoms - amountAtoms) });
}

function addToPot(state: WritableState, segmentId: number, assetId: number, change: bigint): void {
  const pot = mustGet(state.exitPots, exitPotKey(segmentId, assetId));
  const potAtoms = atoms(pot.potAtoms + change);
  assert(
    potAtoms >= 0n,
    `INV-037: the pot of segment ${segmentId} and asset ${assetId} paid what it had not collected`,
  );
  state.exitPots.put({ ...pot, potAtoms });
}

function putCash(state: WritableState, accountId: number, cashAfterAtoms: bigint): void {
  const account = mustGet(state.accounts, accountId);
  const { settlementAssetId } = mustGet(state.segments, account.segmentId);
  state.accounts.put(rebalanced(state, account, settlementAssetId, atoms(cashAfterAtoms)));
}

export const evolveExitOffset: Evolve<"ExitOffset"> = (state, event) => {
  const { accountId, payerAccountId, segmentId, assetId, amountAtoms } = event;
  const payer = mustGet(state.accounts, payerAccountId);
  state.accounts.put(withBalance(payer, assetId, atoms(balanceOf(payer, assetId) - amountAtoms)));
  lessHeld(state, segmentId, assetId, amountAtoms);
  replace(state, assetId, amountAtoms);
  owe(state, { accountId, segmentId, assetId, amountAtoms: atoms(-amountAtoms) });
};

export const evolveExitCharged: Evolve<"ExitCharged"> = (state, event) => {
  const { accountId, payerAccountId, segmentId, assetId, amountAtoms, cashAtoms, cashAfterAtoms } = event;
  putCash(state, payerAccountId, cashAfterAtoms);
  addToPot(state, segmentId, assetId, cashAtoms);
  owe(state, { accountId, segmentId, assetId, amountAtoms: atoms(-amountAtoms) });
};

export const evolveExitPaid: Evolve<"ExitPaid"> = (state, event) => {
  const { accountId, segmentId, assetId, amountAtoms, cashAtoms, cashAfterAtoms, balanceAfterAtoms } = event;
  state.accounts.put(withBalance(mustGet(state.accounts, accountId), assetId, balanceAfterAtoms));
  lessHeld(state, segmentId, assetId, amountAtoms);
  replace(state, assetId, amountAtoms);
  addToPot(state, segmentId, assetId, -cashAtoms);
  putCash(state, accountId, cashAfterAtoms);
};

export const evolveExitDebtTurned: Evolve<"ExitDebtTurned"> = (state, { accountId, assetId, payerCursor }) =>
  state.exitDebts.put({ ...mustGet(state.exitDebts, exitDebtKey(accountId, assetId)), payerCursor });

export const evolveExitPotTurned: Evolve<"ExitPotTurned"> = (state, { type: _, segmentId, assetId, ...turn }) =>
  state.exitPots.put({ ...mustGet(state.exitPots, exitPotKey(segmentId, assetId)), ...turn });

export const evolveExitPotClosed: Evolve<"ExitPotClosed"> = (state, { segmentId, assetId }) => {
  const pot = mustGet(state.exitPots, exitPotKey(segmentId, assetId));
  state.exitPots.put({ ...pot, potAtoms: ZERO_ATOMS, walk: null, isClosed: true });
  const segment = mustGet(state.segments, segmentId);
  state.segments.put({ ...segment, dustAtoms: atoms(segment.dustAtoms + pot.potAtoms) });
};

/**
 * What an account owes of an asset that a vault in exit paid it, and what its segment holds of it.
 *
 * @module
 */
import { type Atoms, atoms, ZERO_ATOMS } from "@novate/num";
import { withHeld } from "../ledger/leastHeld.ts";
import { collateralKey, exitDebtKey, exitPotKey } from "../state/keys.ts";
import { houseOf, mustGet, type WritableState } from "../state/state.ts";

const NOTHING_OWED = { lackAtoms: ZERO_ATOMS, payerCursor: 0 };

interface Owed {
  readonly accountId: number;
  readonly segmentId: number;
  readonly assetId: number;
  readonly amountAtoms: Atoms;
}

/** Takes what a segment holds of the asset down. */
export function lessHeld(state: WritableState, segmentId: number, assetId: number, amountAtoms: Atoms): void {
  const row = mustGet(state.collaterals, collateralKey(segmentId, assetId));
  state.collaterals.put(withHeld(state, row, row.heldAtoms - amountAtoms, houseOf(state).timeMs));
}

/** What an account owes of the asset changes by `amountAtoms`, and what all of its segment do. */
export function owe(state: WritableState, { accountId, segmentId, assetId, amountAtoms }: Owed): void {
  const before = state.exitDebts.get(exitDebtKey(accountId, assetId)) ?? { accountId, assetId, ...NOTHING_OWED };
  const lackAtoms = atoms(before.lackAtoms + amountAtoms);
  if (lackAtoms === 0n) state.exitDebts.delete(exitDebtKey(accountId, assetId));
  else state.exitDebts.put({ ...before, lackAtoms });
  const pot = mustGet(state.exitPots, exitPotKey(segmentId, assetId));
  state.exitPots.put({ ...pot, lackAtoms: atoms(pot.lackAtoms + amountAtoms) });
}

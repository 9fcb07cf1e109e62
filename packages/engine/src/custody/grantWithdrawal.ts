/**
 * What a turn of a queue writes: what a withdrawal was granted, and that the whole of it is (WDR-035, WDR-036).
 *
 * @module
 */
import { type Atoms, atoms } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { withLeft } from "../ledger/leastHeld.ts";
import { houseOf, mustGet, type WritableState } from "../state/state.ts";
import { bookPayment } from "./payment.ts";
import { leaveQueue, lessWaiting } from "./queue.ts";
import { flowOut, sameHourOf } from "./withdrawalWindows.ts";

export const evolveWithdrawalGranted: Evolve<"WithdrawalGranted"> = (state, { withdrawalId, ...grant }) => {
  const row = mustGet(state.outbox, withdrawalId);
  const { accountId, assetId } = row;
  const account = mustGet(state.accounts, accountId);
  const sameHourAtoms = atoms(row.sameHourAtoms + sameHourOf(state, account, assetId, grant));
  const { collateral, exit } = flowOut(state, account, assetId, grant);
  state.collaterals.put(withLeft(state, collateral, grant.amountAtoms, houseOf(state).timeMs));
  state.exits.put(exit);
  lessWaiting(state, account.segmentId, assetId, grant.amountAtoms);
  state.outbox.put({ ...row, grantedAtoms: atoms(row.grantedAtoms + grant.amountAtoms), sameHourAtoms });
};

export const evolveWithdrawalReleased: Evolve<"WithdrawalReleased"> = (
  state,
  { withdrawalId, payment, lackingAtoms },
) => {
  const row = mustGet(state.outbox, withdrawalId);
  leaveQueue(state, mustGet(state.accounts, row.accountId).segmentId, row.assetId);
  bookPayment(state, row, payment);
  if (lackingAtoms > 0n) writeOff(state, row.assetId, lackingAtoms);
  // What is released was granted whole.
  const paidAtoms = atoms(row.amountAtoms - lackingAtoms);
  state.outbox.put({ ...row, amountAtoms: paidAtoms, grantedAtoms: paidAtoms, payment });
};

/** What a withdrawal lacked is owed to nobody any more; the vault's shortfall falls on it first (WDR-066). */
function writeOff(state: WritableState, assetId: number, lackingAtoms: Atoms): void {
  const location = mustGet(state.locations, assetId);
  state.locations.put({ ...location, keptAtoms: atoms(location.keptAtoms + lackingAtoms) });
  const asset = mustGet(state.assets, assetId);
  state.assets.put({ ...asset, outboxAtoms: atoms(asset.outboxAtoms - lackingAtoms) });
}

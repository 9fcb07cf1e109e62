/**
 * What a turn of a queue writes: what a withdrawal was granted, and that the whole of it is (WDR-035, WDR-036).
 *
 * @module
 */
import { atoms } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { mustGet } from "../state/state.ts";
import { bookPayment } from "./payment.ts";
import { leaveQueue, lessWaiting } from "./queue.ts";
import { flowOut, sameHourOf } from "./withdrawalWindows.ts";

export const evolveWithdrawalGranted: Evolve<"WithdrawalGranted"> = (state, { withdrawalId, ...grant }) => {
  const row = mustGet(state.outbox, withdrawalId);
  const { accountId, assetId } = row;
  const account = mustGet(state.accounts, accountId);
  const sameHourAtoms = atoms(row.sameHourAtoms + sameHourOf(state, account, assetId, grant));
  const { collateral, exit } = flowOut(state, account, assetId, grant);
  state.collaterals.put(collateral);
  state.exits.put(exit);
  lessWaiting(state, account.segmentId, assetId, grant.amountAtoms);
  state.outbox.put({ ...row, grantedAtoms: atoms(row.grantedAtoms + grant.amountAtoms), sameHourAtoms });
};

export const evolveWithdrawalReleased: Evolve<"WithdrawalReleased"> = (state, { withdrawalId, payment }) => {
  const row = mustGet(state.outbox, withdrawalId);
  leaveQueue(state, mustGet(state.accounts, row.accountId).segmentId, row.assetId);
  bookPayment(state, row, payment);
  state.outbox.put({ ...row, payment });
};

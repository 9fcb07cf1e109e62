/**
 * Takes back at once all that an account waits to withdraw: it is needed before it leaves (LIQ-095).
 *
 * The sums come back in one event, and the rows are void from then on: a block forgets so many of them (WDR-070, WDR-071). So the
 * work of an entry into default management does not grow with what its account asked for.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { atoms, ZERO_ATOMS } from "@novate/num";
import { debtsCounted } from "../collateral/countedDebts.ts";
import { raisedByArrival } from "../collateral/haircuts.ts";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { withWaiting } from "../ledger/leastHeld.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { leaveQueue, lessWaiting } from "./queue.ts";
import { flowIn } from "./withdrawalWindows.ts";

/** Returns of how many assets; none of an account that waits for nothing. Work: those, and once the account's positions. */
export function takeBackAll(house: House, account: AccountRow): number {
  const { state, derived } = house;
  const { accountId, segmentId } = account;
  const parts = derived.claims.beside.of(accountId).waiting.map(({ assetId, amountAtoms }) => {
    const { atoms: leftAtoms, withdrawals } = derived.waiting.of(segmentId, assetId)!.sumsOf(accountId); // it waits there
    const balanceAfterAtoms = atoms(balanceOf(account, assetId) + amountAtoms);
    return { assetId, amountAtoms, grantedAtoms: atoms(amountAtoms - leftAtoms), withdrawals, balanceAfterAtoms };
  });
  if (parts.length === 0) return 0;
  const raised = parts.flatMap(({ assetId, amountAtoms }) => raisedByArrival(state, segmentId, assetId, amountAtoms));
  house.emit({ type: "WithdrawalsTakenBack", accountId, belowId: houseOf(state).nextWithdrawalId, parts });
  house.emitAll(raised);
  house.emitAll(debtsCounted(state, house.margin, mustGet(state.accounts, accountId)));
  return parts.length;
}

export const evolveWithdrawalsTakenBack: Evolve<"WithdrawalsTakenBack"> = (state, { accountId, belowId, parts }) => {
  const { timeMs } = houseOf(state);
  const before = state.voids.get(accountId)?.withdrawals ?? 0;
  const count = parts.reduce((sum, { withdrawals }) => sum + withdrawals, before);
  state.voids.put({ accountId, belowId, withdrawals: count });
  let account = mustGet(state.accounts, accountId);
  const { segmentId } = account;
  for (const { assetId, amountAtoms, grantedAtoms, withdrawals, balanceAfterAtoms } of parts) {
    const leftAtoms = atoms(amountAtoms - grantedAtoms);
    // Nothing is no flow: it begins no window (WDR-014).
    if (grantedAtoms > ZERO_ATOMS) {
      const { collateral, exit } = flowIn(state, account, assetId, grantedAtoms, timeMs);
      state.collaterals.put(collateral);
      state.exits.put(exit);
    }
    const collateral = mustGet(state.collaterals, collateralKey(segmentId, assetId));
    state.collaterals.put(withWaiting(state, collateral, -leftAtoms, timeMs));
    lessWaiting(state, segmentId, assetId, leftAtoms);
    leaveQueue(state, segmentId, assetId, withdrawals);
    const asset = mustGet(state.assets, assetId);
    state.assets.put({ ...asset, outboxAtoms: atoms(asset.outboxAtoms - amountAtoms) });
    account = withBalance(account, assetId, balanceAfterAtoms);
  }
  state.accounts.put(account);
};

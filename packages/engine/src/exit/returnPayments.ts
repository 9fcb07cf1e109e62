/**
 * Payments of a vault in exit: what X has in its outbox the vault pays; all else is its account's again (EXIT-115, EXIT-116).
 *
 * @module
 */
import type { ExitAssetRow, OutboxRow } from "@novate/codec";
import { PaymentLane } from "@novate/codec";
import { atoms } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { withHeld } from "../ledger/leastHeld.ts";
import { isVoid } from "../ledger/voids.ts";
import { isAnyBeingBooked } from "../ledger/windUp.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";

/** Payments that a block returns. */
const RETURNED_A_BLOCK = 512;

/** Work: all payments under way while an asset in exit has any, and so many of them are returned. */
export function returnPayments(house: House): void {
  if (isAnyBeingBooked(house.state)) return; // what is struck of an account stays as it is (EXIT-202)
  const assets = [...house.state.exitAssets.values()]
    .filter(({ isReturned }) => !isReturned)
    .sort((left, right) => left.assetId - right.assetId);
  let left = RETURNED_A_BLOCK;
  for (const asset of assets) {
    const rows = [...house.state.outbox.values()]
      .filter((row) => row.assetId === asset.assetId && row.paidHeight === 0 && !isVoid(house.state, row))
      .sort((one, other) => one.withdrawalId - other.withdrawalId);
    for (const row of rows.slice(0, left)) end(house, asset, row);
    if (rows.length > left) return;
    left -= rows.length;
    house.emit({ type: "ExitPaymentsReturned", assetId: asset.assetId });
  }
}

function end(house: House, asset: ExitAssetRow, row: OutboxRow): void {
  const { withdrawalId, accountId, assetId, amountAtoms, grantedAtoms } = row;
  if (row.payment !== null && isOwed(asset, row)) {
    house.emit({ type: "WithdrawalPaid", withdrawalId, accountId, assetId, amountAtoms });
    return;
  }
  const account = house.state.accounts.get(accountId);
  const balanceAfterAtoms = atoms(account === undefined ? 0n : balanceOf(account, assetId) + amountAtoms);
  const back = { withdrawalId, accountId, assetId, amountAtoms, balanceAfterAtoms };
  if (row.payment === null) house.emit({ type: "WithdrawalCancelled", ...back, grantedAtoms });
  else house.emit({ type: "WithdrawalReturned", ...back });
}

/** Sums of a lane only grow: X has what is not beyond its own. */
function isOwed({ queued }: ExitAssetRow, { payment }: OutboxRow): boolean {
  const { lane, cumulativeAtoms } = payment!; // it is released
  if (lane === PaymentLane.main) return cumulativeAtoms <= queued.mainAtoms;
  return cumulativeAtoms <= (lane === PaymentLane.small ? queued.smallAtoms : queued.sentBackAtoms);
}

export const evolveWithdrawalReturned: Evolve<"WithdrawalReturned"> = (state, event) => {
  const { withdrawalId, accountId, assetId, amountAtoms, balanceAfterAtoms } = event;
  const asset = mustGet(state.assets, assetId);
  state.assets.put({ ...asset, outboxAtoms: atoms(asset.outboxAtoms - amountAtoms) });
  state.outbox.delete(withdrawalId);
  if (accountId === 0) {
    const location = mustGet(state.locations, assetId);
    state.locations.put({ ...location, keptAtoms: atoms(location.keptAtoms + amountAtoms) });
    return;
  }
  const account = mustGet(state.accounts, accountId);
  state.accounts.put({ ...withBalance(account, assetId, balanceAfterAtoms), withdrawals: account.withdrawals - 1 });
  const collateral = mustGet(state.collaterals, collateralKey(account.segmentId, assetId));
  state.collaterals.put(withHeld(state, collateral, collateral.heldAtoms + amountAtoms, houseOf(state).timeMs));
};

export const evolveExitPaymentsReturned: Evolve<"ExitPaymentsReturned"> = (state, { assetId }) =>
  state.exitAssets.put({ ...mustGet(state.exitAssets, assetId), isReturned: true });

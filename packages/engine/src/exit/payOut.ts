/**
 * A walk over those who have some of an asset left that a vault in exit paid to others: they share what was collected (EXIT-120 … EXIT-122).
 *
 * @module
 */
import type { AccountRow, ExitPotRow, ExitWalk } from "@novate/codec";
import { atoms } from "@novate/num";
import { paidByWalk } from "../claims/potShares.ts";
import { debtsCounted } from "../collateral/countedDebts.ts";
import type { House } from "../command/house.ts";
import { balanceOf } from "../ledger/balances.ts";
import { exitPotKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { restPot, turnPot } from "./turnPot.ts";

const CREDITORS_A_BLOCK = 256;

/** Pays some of those who are owed, by id; after the last one the pot rests, or is closed where nobody owes any more. */
export function payOut(house: House, pot: ExitPotRow, walk: ExitWalk): void {
  const { segmentId, assetId } = pot;
  let cursor = walk.cursor;
  for (let seen = 0; seen < CREDITORS_A_BLOCK; seen++) {
    const accountId = house.derived.accountIds.after(cursor);
    if (accountId === undefined) {
      if (walk.isLast) house.emit({ type: "ExitPotClosed", segmentId, assetId });
      else restPot(house, pot);
      return;
    }
    cursor = accountId;
    const account = mustGet(house.state.accounts, accountId);
    if (account.segmentId === segmentId) pay(house, pot, account);
  }
  turnPot(house, pot, { walk: { ...walk, cursor } });
}

/** Its part of what the pot had, for so much of what it has left. The last walk leaves nothing of it. */
function pay(house: House, { segmentId, assetId }: ExitPotRow, account: AccountRow): void {
  const { accountId } = account;
  const had = balanceOf(account, assetId);
  const part = paidByWalk(mustGet(house.state.exitPots, exitPotKey(segmentId, assetId)), accountId, had);
  const [cashAtoms, amountAtoms] = [atoms(part.cash), atoms(part.coins)];
  if (amountAtoms === 0n) return;
  const { settlementAssetId } = mustGet(house.state.segments, segmentId);
  const cashAfterAtoms = atoms(balanceOf(account, settlementAssetId) + cashAtoms);
  const balanceAfterAtoms = atoms(had - amountAtoms);
  house.emit({
    type: "ExitPaid",
    ...{ accountId, segmentId, assetId, amountAtoms, cashAtoms, cashAfterAtoms, balanceAfterAtoms },
  });
  house.emitAll(debtsCounted(house.state, house.margin, mustGet(house.state.accounts, accountId)));
}

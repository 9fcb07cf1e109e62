/**
 * Withdrawals in tests: what would leave at once, asked for and released within the open block.
 *
 * @module
 */
import type { RefusalCode } from "@novate/codec";
import { type Atoms, atoms } from "@novate/num";
import { releaseWithdrawals } from "../custody/releaseWithdrawals.ts";
import { grantOf, quotaOf } from "../custody/withdrawalWindows.ts";
import { balanceOf } from "../ledger/balances.ts";
import type { TestHouse } from "./testHouse.ts";
import { CHAIN, ownerSigner } from "./testMarket.ts";

/** What the windows would give the account now, if nobody else waited. */
function roomFor(house: TestHouse, accountId: number, assetId: number): Atoms {
  const { state } = house;
  const row = house.account(accountId);
  const quota = quotaOf(state, row.segmentId, assetId, 1, 1);
  return grantOf(state, row, assetId, balanceOf(row, assetId), 0n, quota).amountAtoms;
}

/** Asks for a withdrawal to the owner. */
export function askToWithdraw(house: TestHouse, accountId: number, assetId: number, amount: bigint) {
  const { owner } = house.account(accountId);
  const asked = { accountId, assetId, amountAtoms: atoms(amount), chainId: CHAIN, recipient: owner };
  return house.outcome({ type: "WithdrawCollateral", ...asked }, ownerSigner(owner));
}

/** Withdraws what leaves at once, or asks for nothing and says that it would wait. */
export function withdrawNow(
  house: TestHouse,
  accountId: number,
  assetId: number,
  amount: bigint,
): RefusalCode | "accepted" | "waits" {
  if (roomFor(house, accountId, assetId) < amount && balanceOf(house.account(accountId), assetId) >= amount)
    return "waits";
  const outcome = askToWithdraw(house, accountId, assetId, amount);
  releaseWithdrawals(house.house);
  return outcome;
}

/** Goal: what waits to leave is no way past a cap. Method: the outsider's round (pay in, ask, pay in again, take all back), and two savers. */
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { BTC, ownerSigner, SEGMENT } from "../testing/testMarket.ts";
import { entriesHeard, VAULT_CHAIN } from "../testing/vaults.ts";
import { ALICE, BOB, scene } from "./vaultScene.fixture.ts";

/** The cap is a thousand atoms, an account's share six hundred. */
function savers() {
  const { house, vault } = scene();
  let heard = 0;
  const pay = (owner: typeof ALICE, amountAtoms: bigint, accountId: number) => {
    vault.enter({ owner, accountId, amountAtoms: atoms(amountAtoms) });
    return entriesHeard(house, vault.mine().prove(heard++))[0];
  };
  const ask = (owner: typeof ALICE, accountId: number, amountAtoms: bigint): number => {
    const { nextWithdrawalId } = houseOf(house.state);
    const asked = { accountId, assetId: BTC, amountAtoms: atoms(amountAtoms), chainId: VAULT_CHAIN, recipient: owner };
    house.must({ type: "WithdrawCollateral", ...asked }, ownerSigner(owner));
    return nextWithdrawalId;
  };
  const takeBack = (owner: typeof ALICE, accountId: number, withdrawalId: number) =>
    house.outcome({ type: "CancelWithdrawal", accountId, withdrawalId }, ownerSigner(owner));
  const held = () => mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC)).heldAtoms;
  return { house, pay, ask, takeBack, held };
}

test("COLL-080 WDR-060 pay in, ask, pay in again and take back: an account has its share and no more", () => {
  const { house, pay, ask, takeBack, held } = savers();
  expect(pay(ALICE, 400n, 0)).toBe("accepted");
  const first = ask(ALICE, 1, 400n);
  expect(pay(ALICE, 600n, 1)).toBe("accepted"); // a thousand in all, with what waits
  expect(takeBack(ALICE, 1, first)).toBe("CollateralCapExceeded");
  const second = ask(ALICE, 1, 600n);
  expect(pay(ALICE, 1n, 1)).toBe("CollateralCapExceeded");
  expect(takeBack(ALICE, 1, first)).toBe("accepted");
  expect(takeBack(ALICE, 1, second)).toBe("CollateralCapExceeded"); // it goes on leaving
  expect([balanceOf(house.account(1), BTC), held()]).toEqual([400n, 400n]);
});

test("COLL-080 what one waits for keeps its place: nobody fills it, so that it may be taken back", () => {
  const { house, pay, ask, takeBack, held } = savers();
  expect([pay(ALICE, 600n, 0), pay(BOB, 400n, 0)]).toEqual(["accepted", "accepted"]);
  const asked = ask(ALICE, 1, 600n);
  expect(pay(BOB, 100n, 2)).toBe("CollateralCapExceeded");
  expect(takeBack(ALICE, 1, asked)).toBe("accepted");
  expect([balanceOf(house.account(1), BTC), held()]).toEqual([600n, 1_000n]);
});

/** Goal: the shared test house stands on a sound genesis and conserves. Method: open it, deposit, read back. */
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { mustMark } from "../ledger/mark.ts";
import { createTestHouse } from "./testHouse.ts";
import { address, BTC, BTC_PERP, btc, USDC, usdc } from "./testMarket.ts";

test("GOV-008 a house opens on its genesis, takes a deposit and marks its market", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1), usdc(1_000));
  house.deposit(accountId, BTC, btc(50_000_000n));
  expect(balanceOf(house.account(accountId), USDC)).toBe(1_000_000_000n);
  expect(mustMark(house.state, BTC_PERP)).toBe(1_000_000n);
  expect(house.state.assets.get(BTC)?.escrowAtoms).toBe(50_000_000n);
});

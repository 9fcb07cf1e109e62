/** Goal: settlement cash that a vault in exit pays lowers cash itself, and only once nothing rests on it. Method: a house whose cash lies in the vault. */
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC_PERP, btcTicks, perpLots, USDC, usdc } from "../testing/testMarket.ts";
import { foundVault, VAULT_ID } from "../testing/vaults.ts";
import {
  assetCommand,
  deposit,
  depositsIn,
  makeReady,
  RELAYER,
  refundBatches,
  showExit,
  strike,
} from "./exit.fixture.ts";

function scene() {
  const house = createTestHouse();
  const vault = foundVault(house, USDC);
  const [long, short] = [1, 2].map((owner) => {
    deposit(house, vault, { owner: address(owner), amountAtoms: usdc(100_000) });
    return owner;
  }) as [number, number];
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  const struck = strike(house, VAULT_ID);
  const cash = () => [long, short].map((accountId) => balanceOf(house.account(accountId), USDC));
  return { house, vault, long, short, struck, cash };
}

test("EXIT-123 an account with positions waits, claims and refunds alike; then what is paid lowers cash, below zero if need be", () => {
  const { house, vault, long, short, struck, cash } = scene();
  deposit(house, vault, { owner: address(1), accountId: long, amountAtoms: usdc(5_000) });
  showExit(house, vault, struck);
  house.must(assetCommand(struck, VAULT_ID, USDC), RELAYER);
  makeReady(house, USDC);
  const claims = struck.batch(VAULT_ID, 1, 2);
  const [refunds] = refundBatches(VAULT_ID, depositsIn(house.house.takeEvents(), VAULT_ID), 1);
  expect([house.outcome(claims, RELAYER), house.outcome(refunds!, RELAYER)]).toEqual(["ExitWaits", "ExitWaits"]);
  house.novate(short, long, BTC_PERP, perpLots(1_000), btcTicks(100_000)); // as a wind-up leaves them
  house.moveCash(long, short, usdc(20_000));
  expect([house.outcome(claims, RELAYER), house.outcome(refunds!, RELAYER)]).toEqual(["accepted", "accepted"]);
  expect(cash()).toEqual([atoms(-usdc(20_000)), usdc(20_000)]);
  expect(house.state.assets.get(USDC)!.escrowAtoms - house.state.exitAssets.get(USDC)!.overAtoms).toBe(0n);
  expect(house.state.exitDebts.size).toBe(0);
});

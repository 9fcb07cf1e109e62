/**
 * Goal: who waits on the first day of an asset that has no price is paid, if slowly. Method: two who wait, an hour a block.
 */
import { HOUR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { runBlock } from "../testing/runBlock.ts";
import { TestHouse } from "../testing/testHouse.ts";
import { address, BTC, btc, SEGMENT, USDC_FEED } from "../testing/testMarket.ts";
import { askToWithdraw } from "../testing/withdrawals.ts";

test("WDR-056 on the day in which all of an asset came in an account has its seasoned share of it alone, then what nobody used", () => {
  const house = new TestHouse();
  house.openBlock();
  house.setPrice(USDC_FEED, 1);
  // While the asset has no price, nothing is the least of its limits: its first day begins with no lane and no common part.
  const ids = [1, 2].map((owner) => house.openAccount(address(owner)));
  for (const id of ids) house.deposit(id, BTC, btc(100_000_000n));
  runBlock(house, [], HOUR_MS);
  for (const id of ids) expect(askToWithdraw(house, id, BTC, 12_000_000n)).toBe("accepted");
  const unused = () => {
    const { hour, day } = mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC));
    return [hour.laneAtoms, day.laneAtoms, day.commonAtoms].map((atoms) => atoms > 0n);
  };
  for (let hour = 2; hour < 24; hour += 1) runBlock(house, [], HOUR_MS);
  expect(unused()).toEqual([true, false, false]); // the hour's lane stands there, and the day has none to go with it
  for (const { grantedAtoms } of house.state.outbox.values()) expect(grantedAtoms).toBeGreaterThan(0n);
  for (let hour = 0; hour < 2; hour += 1) runBlock(house, [], HOUR_MS);
  expect(unused()).toEqual([false, true, true]);
});

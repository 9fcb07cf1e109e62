/** Goal: taking back many withdrawals looks at an account's positions once. Method: an account that lacks cash for its losses, and its events. */
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { eventsOf } from "../testing/crisis.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, BTC_FEED, BTC_PERP, btcTicks, perpLots, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { askToWithdraw } from "../testing/withdrawals.ts";
import { takeBackAll } from "./cancelWithdrawal.ts";

test("LIQ-095 NOV-076 what an account has back counts its debt once, as all of it leaves it", () => {
  const house = createTestHouse();
  const [long, short] = [house.openAccount(address(1), usdc(40_000)), house.openAccount(address(2), usdc(1_000_000))];
  house.deposit(long, BTC, atoms(100_000_000n));
  for (let count = 0; count < 20; count += 1) expect(askToWithdraw(house, long, USDC, usdc(1_000))).toBe("accepted");
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  house.setPrice(BTC_FEED, 75_000); // 25,000 dollars lost, and 20,000 left in cash
  house.house.takeEvents();
  expect(takeBackAll(house.house, house.account(long))).toBe(20);
  expect(eventsOf(house.house.takeEvents(), "DebtCounted")).toEqual([]); // as before it asked
  expect(house.state.segments.get(SEGMENT)!.owedAtoms).toBe(0n);

  house.setPrice(BTC_FEED, 100_000);
  for (let count = 0; count < 2; count += 1) expect(askToWithdraw(house, long, USDC, usdc(1_000))).toBe("accepted");
  house.setPrice(BTC_FEED, 50_000); // 50,000 lost of 40,000
  house.house.takeEvents();
  expect(takeBackAll(house.house, house.account(long))).toBe(2);
  const events = house.house.takeEvents();
  expect(events.at(-1)).toEqual({ type: "DebtCounted", accountId: long, shortAtoms: usdc(10_000) });
  expect(eventsOf(events, "DebtCounted")).toHaveLength(1);
});

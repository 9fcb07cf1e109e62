/** Goal: a second opinion is what the house itself would say at those prices. Method: against a house whose index truly moved there. */
import { expect, test } from "vitest";
import { runBlock } from "../../testing/runBlock.ts";
import { createTestHouse } from "../../testing/testHouse.ts";
import { address, BTC_FEED, BTC_PERP, btcTicks, perpLots, usdc } from "../../testing/testMarket.ts";
import { healthAt } from "./healthAt.ts";

test("health at another index is that of a house whose marks stand there, and changes nothing", () => {
  const house = createTestHouse();
  const long = house.openAccount(address(1), usdc(50_000));
  const short = house.openAccount(address(2), usdc(50_000));
  runBlock(house, []);
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  const account = house.account(long);
  const before = house.house.margin.assess(house.state, account).equityAtoms;
  const moved = healthAt(house.state, account, new Map([[BTC_FEED, 99_000n * 100_000_000n]]));
  expect(house.house.margin.assess(house.state, account).equityAtoms).toBe(before);
  house.setPrice(BTC_FEED, 99_000);
  const { equityAtoms, maintenanceAtoms } = house.house.margin.assess(house.state, account);
  expect(moved).toMatchObject({ equityAtoms, maintenanceAtoms });
  expect(before - equityAtoms).toBe(usdc(1_000));
});

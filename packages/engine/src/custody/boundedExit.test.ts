/**
 * Goal: who waits to leave gets a stated part of it each day, whoever else asks. Method: one account among names without number, all of
 * which want out with everything; days of turns.
 */
import { atoms, DAY_MS, HOUR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, USDC, USDC_FEED, usdc } from "../testing/testMarket.ts";
import { askToWithdraw } from "../testing/withdrawals.ts";
import { releaseWithdrawals } from "./releaseWithdrawals.ts";

test("WDR-080 of what an account waits for, seven hundredths a day are granted, whoever else waits", () => {
  const house = createTestHouse();
  const one = house.openAccount(address(1), usdc(10_000_000));
  const others = Array.from({ length: 40 }, (_, n) => house.openAccount(address(100 + n), usdc(2_000_000)));
  house.openBlock(house.timeMs + 2 * DAY_MS); // all of it is seasoned
  house.setPrice(USDC_FEED, 1);
  for (const id of [...others, one]) expect(askToWithdraw(house, id, USDC, BigInt(house.account(id).balances[0]!.amountAtoms))).toBe("accepted"); // biome-ignore format: one line
  const granted = () =>
    [...house.state.outbox.values()].reduce((sum, row) => (row.accountId === one ? sum + row.grantedAtoms : sum), 0n);
  let before = 0n;
  for (let day = 0; day < 5; day += 1) {
    const waiting = usdc(10_000_000) - before;
    for (let hour = 0; hour < 25; hour += 1) {
      house.openBlock(house.timeMs + HOUR_MS);
      house.setPrice(USDC_FEED, 1);
      for (let block = 0; block < 3; block += 1) releaseWithdrawals(house.house);
    }
    const now = granted();
    expect(now - before).toBeGreaterThanOrEqual((waiting * 7n) / 100n);
    before = atoms(now);
  }
});

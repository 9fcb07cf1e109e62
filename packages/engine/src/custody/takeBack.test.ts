/**
 * Goal: what an account waits to withdraw comes back at once, whatever it asked for, and its rows trouble nobody.
 * Method: accounts with many small withdrawals that fail; their events, the rows that are left, a house made again from the rows.
 */
import { atoms, DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { Derived } from "../derived/derived.ts";
import { balanceOf } from "../ledger/balances.ts";
import { createCrisis, eventsOf, fallTo, isManaged, segmentOf } from "../testing/crisis.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  ownerSigner,
  perpLots,
  SEGMENT,
  USDC,
  usdc,
} from "../testing/testMarket.ts";
import { askToWithdraw } from "../testing/withdrawals.ts";
import { forgetVoids, VOIDS_A_BLOCK } from "./forgetVoids.ts";
import { releaseWithdrawals } from "./releaseWithdrawals.ts";
import { takeBackAll } from "./takeBackAll.ts";
import { MOST_WITHDRAWALS } from "./withdrawCollateral.ts";

test("LIQ-095 NOV-076 what an account has back counts its debt once, as all of it leaves it", () => {
  const house = createTestHouse();
  const [long, short] = [house.openAccount(address(1), usdc(40_000)), house.openAccount(address(2), usdc(1_000_000))];
  house.deposit(long, BTC, atoms(100_000_000n));
  for (let count = 0; count < 20; count += 1) expect(askToWithdraw(house, long, USDC, usdc(1_000))).toBe("accepted");
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  house.setPrice(BTC_FEED, 75_000); // 25,000 dollars lost, and 20,000 left in cash
  house.house.takeEvents();
  expect(takeBackAll(house.house, house.account(long))).toBe(1);
  expect(eventsOf(house.house.takeEvents(), "DebtCounted")).toEqual([]); // as before it asked
  expect(house.state.segments.get(SEGMENT)!.owedAtoms).toBe(0n);

  house.setPrice(BTC_FEED, 100_000);
  for (let count = 0; count < 2; count += 1) expect(askToWithdraw(house, long, USDC, usdc(1_000))).toBe("accepted");
  house.setPrice(BTC_FEED, 50_000); // 50,000 lost of 40,000
  house.house.takeEvents();
  expect(takeBackAll(house.house, house.account(long))).toBe(1);
  const events = house.house.takeEvents();
  expect(events.at(-1)).toEqual({ type: "DebtCounted", accountId: long, shortAtoms: usdc(10_000) });
  expect(eventsOf(events, "DebtCounted")).toHaveLength(1);
});

/** Longs with this many withdrawals each that wait, of a dollar each, who fail at half the price; a block has work for a few entries. */
function crowd(waiting: number, accounts = 30) {
  const house = createCrisis({ backstops: [1] });
  const segment = segmentOf(house);
  const clearing = { ...segment.parameters.clearing, workPerBlock: 200 };
  const rich = house.openAccount(address(7), usdc(500_000_000));
  const longs = Array.from({ length: accounts }, (_, index) => {
    const id = house.openAccount(address(100 + index), usdc(40_000));
    house.novate(id, rich, BTC_PERP, perpLots(1_000), btcTicks(100_000));
    return id;
  });
  house.openBlock(house.timeMs + 2 * DAY_MS);
  fallTo(house, 100_000);
  for (const id of longs)
    for (let n = 0; n < waiting; n += 1) expect(askToWithdraw(house, id, USDC, usdc(1))).toBe("accepted");
  house.state.segments.put({ ...segmentOf(house), parameters: { ...segment.parameters, clearing } });
  return { house, longs };
}

test("LIQ-095 LIQ-052 as many come in a block with all withdrawals that an account may have as with one", () => {
  const entered = [1, MOST_WITHDRAWALS].map((waiting) => {
    const { house, longs } = crowd(waiting);
    for (let block = 0; block < 3; block += 1) {
      fallTo(house, 60_500);
      const count = longs.filter((id) => isManaged(house, id)).length;
      if (count > 0) return count;
    }
    return 0;
  });
  expect(entered[0]).toBeGreaterThan(5);
  expect(entered[1]).toBe(entered[0]);
});

test("WDR-070 what was taken back at once has no turn, is not taken back again, and is void after a restart as well", () => {
  const { house, longs } = crowd(3, 2);
  const [one] = longs;
  expect(takeBackAll(house.house, house.account(one!))).toBe(1);
  expect(takeBackAll(house.house, house.account(one!))).toBe(0);
  expect(balanceOf(house.account(one!), USDC)).toBe(usdc(40_000));
  expect(house.state.outbox.size).toBe(6);
  const cancel = { type: "CancelWithdrawal", accountId: one!, withdrawalId: 1 } as const;
  expect(house.outcome(cancel, ownerSigner(address(100)))).toBe("WithdrawalNotOfAccount");
  expect(askToWithdraw(house, one!, USDC, usdc(5))).toBe("accepted");
  const again = new Derived(house.state);
  for (const derived of [house.house.derived, again]) {
    const queue = derived.waiting.of(SEGMENT, USDC)!;
    expect(longs.map((id) => queue.sumsOf(id))).toEqual([
      { atoms: usdc(5), withdrawals: 1 },
      { atoms: usdc(3), withdrawals: 3 },
    ]);
    expect(longs.map((id) => derived.claims.beside.of(id).waiting[0]!.amountAtoms)).toEqual([usdc(5), usdc(3)]);
    expect(derived.claims.beside.waitingOf(USDC)).toBe(usdc(8));
    expect(derived.voided.first()).toBe(one);
  }
  house.house.takeEvents();
  releaseWithdrawals(house.house);
  const released = eventsOf(house.house.takeEvents(), "WithdrawalReleased").map(({ withdrawalId }) => withdrawalId);
  expect(released).toEqual([7, 4, 5, 6]); // by account
});

test("WDR-071 WDR-032 void withdrawals count for their account until a block has forgotten them, so many at most", () => {
  const { house, longs } = crowd(MOST_WITHDRAWALS, 17);
  for (const id of [...longs].reverse()) {
    takeBackAll(house.house, house.account(id));
    askToWithdraw(house, house.openAccount(address(9), usdc(2)), USDC, usdc(2)); // the next has its own back later
  }
  const [first, last] = [longs.at(-1)!, longs[0]!];
  expect(askToWithdraw(house, first, USDC, usdc(1))).toBe("WithdrawalsFull");
  forgetVoids(house.house);
  expect(house.state.outbox.size).toBe(17 * MOST_WITHDRAWALS - VOIDS_A_BLOCK + 17);
  expect([first, last].map((id) => askToWithdraw(house, id, USDC, usdc(1)))).toEqual(["accepted", "WithdrawalsFull"]);
  forgetVoids(house.house);
  expect([house.state.outbox.size, house.state.voids.size]).toEqual([1 + 17, 0]);
  expect(longs.map((id) => house.account(id).withdrawals)).toEqual([...Array(16).fill(0), 1]);
});

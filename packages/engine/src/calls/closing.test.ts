/**
 * Goal: the gap of a closing is held, not only asked for: whoever was told and does not hold it is reduced while the market is open.
 * Method: pairs taken before the margin period, honest and not; an hour before the closing; openings at the declared range.
 */
import type { Event } from "@novate/codec";
import { HOUR_MS, MINUTE_MS } from "@novate/num";
import { expect, test } from "vitest";
import { positionOf } from "../ledger/balances.ts";
import { CLOSING_MS, NOTICE_MS } from "../ledger/notice.ts";
import { eventsOf, healthOf, isManaged } from "../testing/crisis.ts";
import { ETH_PERP } from "../testing/ethMarket.ts";
import { runBlock } from "../testing/runBlock.ts";
import { address, BTC_PERP, btcTicks, perpLots, USDC, usdc } from "../testing/testMarket.ts";
import { CLOSES_MS, closingHouse, openAt, sayUntil } from "./closing.fixture.ts";

const PRICE = btcTicks(100_000);
/** When the margin period of the closing begins. */
const PERIOD_MS = CLOSES_MS - 24 * HOUR_MS;
const DUE_MS = CLOSES_MS - CLOSING_MS;
const managedIn = (events: readonly Event[]) =>
  eventsOf(events, "AccountManaged").map(({ managed }) => managed.accountId);
const lotsOf = (house: ReturnType<typeof closingHouse>, accountId: number) =>
  positionOf(house.account(accountId), BTC_PERP)?.lots ?? 0n;

/** A long and a short of three million dollars, 25 hours before the closing, with so much cash each. */
function pair(cash: readonly [number, number], backstop?: number) {
  const house = closingHouse([], backstop);
  sayUntil(house, PERIOD_MS - HOUR_MS);
  const [long, short] = cash.map((dollars, n) => house.openAccount(address(n + 1), usdc(dollars))) as [number, number];
  house.novate(long, short, BTC_PERP, perpLots(30_000), PRICE);
  return { house, long, short };
}

test("LIQ-090 CALL-012 a pair from before the margin period is called in it, managed in its last hour, and opens at no gap", () => {
  const { house, long, short } = pair([500_000, 500_000]);
  expect(managedIn(sayUntil(house, PERIOD_MS))).toEqual([]);
  const called = eventsOf(sayUntil(house, PERIOD_MS + 2 * MINUTE_MS), "MarginCalled").map(({ call }) => call);
  expect(called.map(({ accountId }) => accountId)).toEqual([long, short]);
  expect(called[0]!.amountAtoms).toBeGreaterThan(usdc(400_000)); // a quarter of three millions, and initial margin
  expect(managedIn(sayUntil(house, DUE_MS))).toEqual([]); // it may still bring it, or sell
  expect(managedIn(sayUntil(house, DUE_MS + 2 * MINUTE_MS))).toEqual([long, short]);
  const before = healthOf(house, long).equityAtoms + healthOf(house, short).equityAtoms;
  expect(openAt(house, 80_100)).toBe(0n);
  const after = healthOf(house, long).equityAtoms + healthOf(house, short).equityAtoms;
  expect(after).toBeLessThanOrEqual(before);
});

test("LIQ-090 whoever holds the gap beside maintenance margin is left alone, and whoever pays the call in time", () => {
  const { house, long, short } = pair([1_000_000, 500_000]); // between maintenance and initial margin, beside the gap
  expect(eventsOf(sayUntil(house, DUE_MS), "MarginCalled").length).toBe(2);
  house.deposit(short, USDC, usdc(600_000));
  expect(managedIn(sayUntil(house, CLOSES_MS))).toEqual([]);
  expect([lotsOf(house, long), lotsOf(house, short)]).toEqual([30_000n, -30_000n]);
});

test("LIQ-090 nobody is reduced within fifteen minutes of being told: a loss in the last ones is not held against anybody", () => {
  const { house, long, short } = pair([2_000_000, 2_000_000]);
  sayUntil(house, CLOSES_MS - NOTICE_MS + MINUTE_MS);
  house.moveCash(long, short, usdc(1_500_000));
  const events = sayUntil(house, CLOSES_MS - MINUTE_MS);
  expect(eventsOf(events, "MarginCalled").map(({ call }) => call.accountId)).toEqual([long]);
  expect(managedIn(events)).toEqual([]);
});

test("LIQ-091 slices and crossings stop where initial margin is held with the gap: the rest goes over the weekend", () => {
  const { house, long, short } = pair([600_000, 5_000_000]);
  sayUntil(house, CLOSES_MS - 1_000);
  expect(lotsOf(house, long)).toBeGreaterThan(17_000n); // what six hundred thousand hold at a third of its worth: the gap and initial margin
  expect(lotsOf(house, long)).toBeLessThan(18_000n);
  expect(lotsOf(house, short)).toBe(-30_000n);
  expect(isManaged(house, long)).toBe(false);
  expect(openAt(house, 76_000)).toBe(0n);

  const both = pair([600_000, 500_000]);
  sayUntil(both.house, CLOSES_MS - 1_000);
  expect(lotsOf(both.house, both.long)).toBeGreaterThan(17_000n);
  expect(lotsOf(both.house, both.short)).toBeLessThan(-14_000n);
});

test("LIQ-092 what nobody takes within fifteen minutes is torn up at the mark, as little as holds the gap", () => {
  const { house, long, short } = pair([600_000, 5_000_000], 1);
  sayUntil(house, DUE_MS + NOTICE_MS - MINUTE_MS);
  expect([isManaged(house, long), lotsOf(house, long)]).toEqual([true, 30_000n]);
  const before = healthOf(house, short).equityAtoms;
  const torn = eventsOf(sayUntil(house, DUE_MS + NOTICE_MS + 3 * MINUTE_MS), "PositionTornUp");
  expect(torn.map(({ accountId }) => accountId).sort()).toEqual([long, short]);
  for (const { lossAtoms } of torn) expect(lossAtoms).toBe(0n);
  expect(lotsOf(house, long)).toBeGreaterThan(17_000n);
  expect(lotsOf(house, short)).toBe(-lotsOf(house, long) as bigint);
  const moved = healthOf(house, short).equityAtoms - before; // the mark wanders by a dollar
  expect(moved < usdc(100) && moved > -usdc(100)).toBe(true);
  expect(openAt(house, 76_000)).toBe(0n);
});

test("LIQ-071 a speck in a market that is closed already shelters nobody from a closing that is due", () => {
  const { house, long, short } = pair([600_000, 5_000_000]);
  house.novate(long, short, ETH_PERP, perpLots(1), btcTicks(4_000));
  const events = sayUntil(house, CLOSES_MS - 1_000);
  expect(eventsOf(events, "PositionsClosedOut").length).toBeGreaterThan(0);
  expect(eventsOf(events, "PositionTornUp")).toEqual([]); // a backstop takes it, at once
  expect(positionOf(house.account(long), ETH_PERP)?.lots).toBe(1n);
  expect(lotsOf(house, long)).toBeLessThan(18_000n);
  expect(openAt(house, 76_000)).toBe(0n);
});

test("LIQ-093 a backstop is called for a gap, and goes on taking what others cannot hold", () => {
  const { house, long } = pair([5_000_000, 500_000], 250_000);
  const backstop = 1;
  house.novate(backstop, long, BTC_PERP, perpLots(10_000), PRICE);
  const events = sayUntil(house, CLOSES_MS);
  expect(eventsOf(events, "MarginCalled").map(({ call }) => call.accountId)).toContain(backstop);
  expect(managedIn(events)).not.toContain(backstop);
});

test("LIQ-020 LIQ-090 at a price that nobody has said lately nobody is reduced, closing or not", () => {
  const { house } = pair([500_000, 500_000]);
  const events = [...sayUntil(house, DUE_MS - 10 * MINUTE_MS)];
  for (let n = 0; n < 72; n += 1) events.push(...runBlock(house, [], MINUTE_MS).events);
  for (const type of ["PositionsNetted", "PositionsClosedOut", "PositionTornUp"] as const)
    expect(eventsOf(events, type)).toEqual([]);
  expect(house.timeMs).toBeGreaterThan(CLOSES_MS);
});

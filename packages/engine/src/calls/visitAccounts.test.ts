/**
 * Goal: whoever is below initial margin is told within a minute, once, and what it is told does not move.
 * Method: tables of blocks over accounts at the edge; counts over ten thousand at irregular blocks; a twin rebuilt from rows
 * before every block.
 */
import type { Event } from "@novate/codec";
import { atoms, HOUR_MS, MINUTE_MS, ppm } from "@novate/num";
import { expect, test, vi } from "vitest";
import { closeBlock } from "../block/closeBlock.ts";
import { NOTICE_MS } from "../ledger/notice.ts";
import { MarginDesk } from "../margin/desk/marginDesk.ts";
import { rebuilt } from "../margin/watch/watchWalk.fixture.ts";
import { collateralKey, HOUSE } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { listPerpetual } from "../testing/contracts.ts";
import { createCrisis, eventsOf, fallTo, healthOf } from "../testing/crisis.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  perpLots,
  testGenesis,
  UNDERLYING,
  USDC,
  USDC_FEED,
  usdc,
} from "../testing/testMarket.ts";
import { visitAccounts } from "./visitAccounts.ts";

vi.mock("./room.ts", () => ({ LOOKS_A_BLOCK: 667 }));

/** A long of 100 bitcoin with this much more than its initial margin, and a rich short. */
function edge(surplus: bigint): { house: TestHouse; id: number } {
  const house = createCrisis({ backstops: [100_000_000] });
  const rich = house.openAccount(address(9), usdc(100_000_000));
  const id = house.openAccount(address(1), usdc(5_000_000));
  house.novate(id, rich, BTC_PERP, perpLots(100_000), btcTicks(100_000));
  const { initialAtoms, initialEquityAtoms } = healthOf(house, id);
  house.moveCash(id, rich, atoms(initialEquityAtoms - initialAtoms - surplus));
  return { house, id };
}

/** One block: prices, default management, closing with its visits. */
function block(house: TestHouse, dollars = 100_000, stepMs = 1_000): readonly Event[] {
  const managed = fallTo(house, dollars, stepMs);
  house.setPrice(USDC_FEED, 1);
  closeBlock(house.house);
  return [...managed, ...house.house.takeEvents()];
}

const blocks = (house: TestHouse, count: number, dollars = 100_000, stepMs = 1_000): Event[] =>
  Array.from({ length: count }, () => block(house, dollars, stepMs)).flat();
const callsIn = (events: readonly Event[]) => eventsOf(events, "MarginCalled").map(({ call }) => call);

test("CALL-012 CALL-013 CALL-014 who is a single atom below initial margin is called for it, with a quarter of an hour", () => {
  const { house, id } = edge(-1n);
  const [call, ...others] = callsIn(blocks(house, 30));
  expect(others).toEqual([]);
  expect(call).toMatchObject({ accountId: id, amountAtoms: 1n });
  expect(call!.equityAtoms + call!.amountAtoms).toBe(call!.initialAtoms);
  expect(call!.byMs - call!.calledAtMs).toBe(NOTICE_MS);
  expect(house.state.calls.get(id)).toEqual(call);
  const { house: sound } = edge(0n);
  expect(callsIn(blocks(sound, 30))).toEqual([]);
});

test("CALL-016 a call is made once, and neither its amount nor its time slides while the price wanders", () => {
  const { house, id } = edge(-usdc(200_000));
  const [call] = callsIn(blocks(house, 30));
  const walk = [100_100, 99_900, 100_200, 99_950].flatMap((dollars) => blocks(house, 40, dollars, 7_000));
  expect(callsIn(walk)).toEqual([]);
  expect(house.state.calls.get(id)).toEqual(call);
  expect(house.timeMs).toBeGreaterThan(call!.byMs);
});

test("CALL-016 half as much again is another call; CALL-017 the amount of the last one meets it, to the atom", () => {
  const { house, id } = edge(-usdc(100_000));
  const [first] = callsIn(blocks(house, 30));
  const missing = () => healthOf(house, id).initialAtoms - healthOf(house, id).initialEquityAtoms;
  house.moveCash(id, 1, atoms((3n * first!.amountAtoms) / 2n - missing()));
  expect(callsIn(blocks(house, 30))).toEqual([]);
  house.moveCash(id, 1, atoms(1n));
  const [second, ...others] = callsIn(blocks(house, 30));
  expect(others).toEqual([]);
  expect(second!.amountAtoms).toBe((3n * first!.amountAtoms) / 2n + 1n);
  house.deposit(id, USDC, atoms(second!.amountAtoms - 1n));
  expect(eventsOf(blocks(house, 30), "MarginCallMet")).toEqual([]);
  house.deposit(id, USDC, atoms(1n));
  expect(eventsOf(blocks(house, 30), "MarginCallMet").map(({ accountId }) => accountId)).toEqual([id]);
  expect(house.state.calls.size).toBe(0);
});

test("CALL-017 the call of an account that is managed lapses", () => {
  const { house, id } = edge(-1n);
  blocks(house, 30);
  house.moveCash(id, 1, healthOf(house, id).equityAtoms);
  house.manage(id);
  house.openBlock(house.timeMs + MINUTE_MS);
  closeBlock(house.house);
  expect(eventsOf(house.house.takeEvents(), "MarginCallLapsed").map(({ accountId }) => accountId)).toEqual([id]);
  expect(house.state.calls.get(id)).toBeUndefined();
});

test("CALL-014 CALL-015 a rise announced before the call binds no later than the call says", () => {
  const { house, id } = edge(-1n);
  const row = mustGet(house.state.underlyings, UNDERLYING);
  const announced = [{ rangePpm: ppm(row.scanRangePpm + 1n), bindsAtMs: house.timeMs + 5 * MINUTE_MS }];
  house.state.underlyings.put({ ...row, announced });
  const [call] = callsIn(blocks(house, 30));
  expect(call).toMatchObject({ accountId: id, byMs: announced[0]!.bindsAtMs });
});

test("CALL-014 a haircut's step and a lost credit that are announced bind no later than the call says, where they touch it", () => {
  const { house, id } = edge(-1n);
  const byMs = (bindsAtMs: number, isHeld: boolean) => {
    const row = mustGet(house.state.collaterals, collateralKey(1, isHeld ? USDC : BTC));
    house.state.collaterals.put({ ...row, announced: { haircutPpm: ppm(900_000n), bindsAtMs } });
    house.state.calls.delete(id);
    return callsIn(blocks(house, 30)).find(({ accountId }) => accountId === id)!;
  };
  const other = byMs(house.timeMs + 5 * MINUTE_MS, false);
  expect(other.byMs).toBe(other.calledAtMs + NOTICE_MS);
  const dueAtMs = house.timeMs + 5 * MINUTE_MS;
  expect(byMs(dueAtMs, true).byMs).toBe(dueAtMs);
});

/** `count` copies of the first account's row, without anything to breach. */
function crowd(count: number): TestHouse {
  const house = createCrisis({ backstops: [1_000_000] });
  const pattern = house.account(house.openAccount(address(5)));
  for (let accountId = pattern.accountId + 1; accountId <= count; accountId += 1)
    house.state.accounts.put({ ...pattern, accountId });
  house.state.house.put({ ...houseOf(house.state), nextAccountId: count + 1, visitedAtMs: house.timeMs });
  return house;
}

/** Plays blocks over `count` accounts; the longest time without a visit of somebody, and how many each block visited. */
function sweep(count: number, stepsMs: readonly number[]): { readonly longestMs: number; readonly visits: number[] } {
  const house = crowd(count);
  const seenAtMs = new Array<number>(count + 1).fill(house.timeMs);
  let longestMs = 0;
  let last = 0;
  const visits = stepsMs.map((stepMs) => {
    house.openBlock(house.timeMs + stepMs);
    closeBlock(house.house);
    const [visit] = eventsOf(house.house.takeEvents(), "AccountsVisited");
    let visited = 0;
    do {
      last = last >= count ? 1 : last + 1;
      longestMs = Math.max(longestMs, house.timeMs - seenAtMs[last]!);
      seenAtMs[last] = house.timeMs;
      visited += 1;
    } while (last !== visit!.cursor);
    return visited;
  });
  return { longestMs: Math.max(longestMs, ...seenAtMs.slice(1).map((atMs) => house.timeMs - atMs)), visits };
}

test("CALL-010 CALL-011 CALL-019 each of ten thousand accounts is visited within a minute, at irregular blocks", () => {
  const stepsMs = Array.from(
    { length: 400 },
    (_, n) => [40, 250, 1_000, 3_777, 2_345, 3_999, 4_000][(n * 5 + (n % 3)) % 7]!,
  );
  const { longestMs, visits } = sweep(10_000, stepsMs);
  expect(Math.max(...visits)).toBe(667); // a fifteenth
  expect(longestMs).toBeLessThanOrEqual(MINUTE_MS);
});

test("CALL-018 after a silence the visits that are late are spread over blocks, and nobody is left out", () => {
  const { longestMs, visits } = sweep(9_000, [HOUR_MS, ...Array.from({ length: 60 }, () => 1_000)]);
  expect(Math.max(...visits)).toBe(667);
  expect(visits.slice(0, 22).every((visited) => visited === 667)).toBe(true);
  expect(visits.slice(32).every((visited) => visited <= 301)).toBe(true);
  expect(longestMs).toBeLessThanOrEqual(HOUR_MS + MINUTE_MS);
  const slow = sweep(
    9_000,
    Array.from({ length: 40 }, () => 4_000),
  );
  expect(slow.visits.every((visited) => visited === 667)).toBe(true);
  expect(slow.longestMs).toBeLessThanOrEqual(MINUTE_MS);
});

test("CALL-018 CALL-019 large accounts: what a block's visits look at is bounded in positions, and the rest goes on", () => {
  const contracts = 8;
  const house = createTestHouse(
    testGenesis({
      changes: Array.from({ length: contracts }, (_, n) => listPerpetual({ instrumentId: 10 + n, symbol: `P${n}` })),
    }),
  );
  const ids = Array.from({ length: 200 }, (_, n) => house.openAccount(address(1_000 + n), usdc(10_000)));
  for (let n = 0; n < ids.length; n += 2)
    for (let k = 0; k < contracts; k += 1) house.novate(ids[n]!, ids[n + 1]!, 10 + k, perpLots(1), btcTicks(100_000));
  const looks = 200 * (1 + contracts);
  expect(house.house.derived.accountIds.looks).toBe(looks);
  expect(rebuilt(house.state).derived.accountIds.looks).toBe(looks);
  const assess = vi.spyOn(MarginDesk.prototype, "assess");
  const perBlock = Array.from({ length: 5 }, (_, block) => {
    house.openBlock(house.timeMs + (block === 0 ? HOUR_MS : 1));
    assess.mockClear();
    visitAccounts(house.house, () => {});
    return assess.mock.calls.reduce((sum, [, { positions }]) => sum + 1 + positions.length, 0);
  });
  assess.mockRestore();
  expect(perBlock.slice(0, 2)).toEqual([675, 675]); // the account that completes 667 is the last
  expect(perBlock.slice(0, 3).reduce((sum, each) => sum + each)).toBeGreaterThanOrEqual(looks);
  expect(perBlock[4]).toBeLessThan(contracts + 2);
});

test("CALL-011 a house rebuilt from its rows before every block calls the same accounts", () => {
  const { house } = edge(-1n);
  for (let index = 0; index < 40; index += 1) {
    house.openAccount(address(100 + index), usdc(6_000 + 250 * index));
    house.novate(house.state.house.get(HOUSE)!.nextAccountId - 1, 2, BTC_PERP, perpLots(500), btcTicks(100_000));
  }
  let calls = 0;
  for (let step = 0; step < 40; step += 1) {
    house.house.takeEvents();
    house.openBlock(house.timeMs + (step % 5 === 0 ? 20_000 : 700));
    house.setPrice(BTC_FEED, 100_000 + ((step * 7_919) % 6_000) - 3_000);
    house.house.takeEvents();
    const twin = rebuilt(house.state);
    for (const one of [twin, house.house]) closeBlock(one);
    const events = house.house.takeEvents();
    expect(twin.takeEvents()).toEqual(events);
    calls += callsIn(events).length;
  }
  expect(calls).toBeGreaterThan(10);
});

/**
 * Goal: who asks a vault to wind an account down gets out of every position within a stated time, at the mark, and pays others for it.
 * Method: longs that leave, backstops with and without room, holders of the other side; a random crowd.
 */
import { atoms, DAY_MS, HOUR_MS, MINUTE_MS } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mustGet } from "../state/state.ts";
import { listFuture } from "../testing/contracts.ts";
import { createCrisis, eventsOf, fallTo, healthOf, isManaged, lotsOf, segmentOf } from "../testing/crisis.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, BTC_FEED, BTC_PERP, btcTicks, GENESIS_MS, perpLots, usdc } from "../testing/testMarket.ts";
import { runDefaultManagement } from "./runDefaultManagement.ts";

const PRICE = 100_000;
const held = (house: TestHouse, accountId: number): bigint => lotsOf(house.account(accountId))[0]?.[1] ?? 0n;
const leave = (house: TestHouse, accountId: number) =>
  house.house.emit({ type: "LeaveBegun", accountId, sinceMs: house.timeMs });
const after = (house: TestHouse, ms: number) => fallTo(house, PRICE, ms);

/** Sizes of shorts against one long that leaves. */
function scene(shorts: readonly bigint[], backstops: readonly number[] = []) {
  const house = createCrisis({ backstops });
  const long = house.openAccount(address(1), usdc(5_000_000));
  const others = shorts.map((size, n) => {
    const id = house.openAccount(address(10 + n), usdc(5_000_000));
    house.novate(long, id, BTC_PERP, perpLots(size), btcTicks(PRICE));
    return id;
  });
  leave(house, long);
  return { house, long, others };
}

test("LIQ-100 backstops take what they can carry at once, for the discount of any slice", () => {
  const { house, long } = scene([6_000n], [10_000_000]);
  const equity = healthOf(house, long).equityAtoms;
  const events = after(house, 1_000);
  const [taken] = eventsOf(events, "PositionsClosedOut");
  expect(taken).toMatchObject({ accountId: long, backstopAccountId: 1, discountAtoms: usdc(3_000) }); // 0.5 % of 600,000
  expect([held(house, long), held(house, 1)]).toEqual([0n, 6_000n]);
  expect(healthOf(house, long).equityAtoms).toBe(equity - usdc(3_000));
  expect([house.state.leaving.size, house.state.managed.size, segmentOf(house).shortfallAtMs]).toEqual([0, 0, 0]);
});

test("LIQ-101 LIQ-104 what is left a day later ends against the other side at the mark, who share the discount", () => {
  const { house, long, others } = scene([6_000n, 3_000n, 1_000n]);
  expect(eventsOf(after(house, DAY_MS - 1_000), "PositionTornUp")).toEqual([]);
  expect(held(house, long)).toBe(10_000n);
  const equities = [long, ...others].map((id) => healthOf(house, id).equityAtoms);
  after(house, MINUTE_MS);
  expect([long, ...others].map((id) => held(house, id))).toEqual([0n, 0n, 0n, 0n]);
  const changes = [long, ...others].map((id, n) => healthOf(house, id).equityAtoms - equities[n]!);
  expect(changes).toEqual([-usdc(5_000), usdc(3_000), usdc(1_500), usdc(500)]);
  expect([house.state.leaving.size, house.state.managed.size]).toEqual([0, 0]);
});

test("LIQ-102 hedges stay as long as others hold enough, and 64 holders a block end what is large", () => {
  const { house, long, others } = scene(Array.from({ length: 70 }, () => 10n));
  after(house, DAY_MS);
  expect(others.filter((id) => held(house, id) === 0n)).toHaveLength(64);
  expect(held(house, long)).toBe(60n);
  after(house, MINUTE_MS);
  expect(held(house, long)).toBe(0n);
});

test("LIQ-103 nobody leaves at a mark that waits for its second word, nor while a cycle is paid; each has a turn a minute", () => {
  const { house, long } = scene([6_000n], [10_000_000]);
  const segment = segmentOf(house);
  const nothing = { collectedAtoms: atoms(0n), paidAtoms: atoms(0n), cutAtoms: atoms(0n), gainedAtoms: atoms(0n) };
  house.state.segments.put({ ...segment, cycle: { cycleMs: house.timeMs, lastAccountId: 0, cursor: 0, ...nothing } });
  expect(eventsOf(after(house, 1_000), "LeaveTried")).toEqual([]);
  house.state.segments.put(segment);
  const feed = mustGet(house.state.feeds, BTC_FEED);
  house.openBlock(house.timeMs + 1_000);
  house.setPrice(BTC_FEED, PRICE);
  house.state.feeds.put({
    ...mustGet(house.state.feeds, BTC_FEED),
    pendingValue: 2n * feed.value,
    pendingAtMs: house.timeMs + 1,
  });
  runDefaultManagement(house.house);
  expect([held(house, long), house.state.leaving.get(long)?.triedAtMs]).toEqual([6_000n, house.timeMs]);
  expect(eventsOf(after(house, 1_000), "LeaveTried")).toEqual([]); // a minute's rest
  expect(held(house, long)).toBe(6_000n);
  after(house, MINUTE_MS);
  expect(held(house, long)).toBe(0n);
});

test("LIQ-104 INV-002 INV-003 whoever leaves is out within two days, and no atom and no lot is lost", () => {
  const crowd = fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.bigInt({ min: 1n, max: 900n })), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(
      crowd,
      fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 300_000 }),
      (trades, leavers, backstop) => {
        const house = createCrisis({ backstops: [backstop] });
        const ids = Array.from({ length: 8 }, (_, n) => house.openAccount(address(20 + n), usdc(5_000_000)));
        for (const [buyer, seller, size] of trades)
          if (buyer !== seller) house.novate(ids[buyer]!, ids[seller]!, BTC_PERP, perpLots(size), btcTicks(PRICE));
        const going = leavers.map((n) => ids[n]!).filter((id) => held(house, id) !== 0n);
        for (const id of going) leave(house, id);
        const sum = () => [1, ...ids].reduce((all, id) => all + healthOf(house, id).equityAtoms, 0n);
        const before = sum();
        after(house, DAY_MS);
        for (let n = 0; n < 8; n += 1) after(house, MINUTE_MS);
        expect(going.filter((id) => held(house, id) !== 0n)).toEqual([]);
        expect(sum()).toBe(before);
        expect(ids.filter((id) => isManaged(house, id))).toEqual([]);
        expect(house.state.leaving.size).toBe(0);
      },
    ),
    { numRuns: 40 },
  );
});

test("LIQ-104 a hedge leaves with what it hedges: while one position has no mark that may pass all stay, for two days", () => {
  const house = createCrisis({ backstops: [], changes: [listFuture(GENESIS_MS + 90 * DAY_MS, { instrumentId: 20 })] });
  const [long, other] = [1, 2].map((n) => house.openAccount(address(n), usdc(5_000_000))) as [number, number];
  house.novate(long, other, BTC_PERP, perpLots(1_000n), btcTicks(PRICE));
  house.novate(long, other, 20, perpLots(1_000n), btcTicks(PRICE));
  leave(house, long);
  /** Of the future nothing was heard since it was listed. */
  const pass = (ms: number) => {
    house.openBlock(house.timeMs + ms);
    house.setPrice(BTC_FEED, PRICE);
    const market = mustGet(house.state.markets, 20);
    house.state.markets.put({ ...market, mark: { ...market.mark!, atMs: GENESIS_MS } });
    runDefaultManagement(house.house);
    return lotsOf(house.account(long)).map(([instrumentId]) => instrumentId);
  };
  expect(pass(DAY_MS + HOUR_MS)).toEqual([BTC_PERP, 20]);
  expect(pass(DAY_MS)).toEqual([20]);
});

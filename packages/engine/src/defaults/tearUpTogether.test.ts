/**
 * Goal: however many accounts are spent, an instrument is torn up once: one pass, one price, nobody pays more than its part.
 * Method: crowds of spent longs and shorts against crowds of holders, with nothing to take or pay for them.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createCrisis, eventsOf, fallTo, fund, healthOf, lotsOf, segmentOf } from "../testing/crisis.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, BTC_PERP, btcTicks, perpLots, usdc } from "../testing/testMarket.ts";

/** Longs with a fifth of their notional, each against one of the shorts, which are rich; nobody backs anybody. */
function crowd(longCount: number, shortCount: number, lots = 100n) {
  const house = createCrisis({ backstops: [] });
  const segment = segmentOf(house);
  const clearing = { ...segment.parameters.clearing, managedPerBlock: 65_535 };
  house.state.segments.put({ ...segment, parameters: { ...segment.parameters, clearing } });
  const size = (lots * BigInt(Math.max(longCount, shortCount))) / BigInt(longCount);
  const longs = Array.from({ length: longCount }, (_, n) => house.openAccount(address(500_000 + n), usdc(20n * size)));
  const shorts = Array.from({ length: shortCount }, (_, n) => house.openAccount(address(1_000 + n), usdc(100_000)));
  for (let n = 0; n < Math.max(longCount, shortCount); n += 1)
    house.novate(longs[n % longCount]!, shorts[n % shortCount]!, BTC_PERP, perpLots(lots), btcTicks(100_000));
  return { house, longs, shorts };
}

const total = (house: TestHouse, ids: readonly number[]) =>
  ids.reduce((sum, id) => sum + healthOf(house, id).equityAtoms, 0n);

test("LIQ-047 a hundred spent accounts and a thousand holders are a tear-up of 1,100 parts, at one price", () => {
  const { house, longs, shorts } = crowd(100, 1_000);
  const before = total(house, [...longs, ...shorts]);
  const events = fallTo(house, 50_000);
  expect(eventsOf(events, "TearUpClosed")).toHaveLength(1);
  const parts = eventsOf(events, "PositionTornUp");
  expect(parts).toHaveLength(1_100);
  expect(parts.reduce((sum, { lots }) => sum + lots, 0n)).toBe(0n);
  expect(parts.reduce((sum, { lossAtoms }) => sum + lossAtoms, 0n)).toBe(0n);
  expect(new Set(parts.map(({ priceTicks }) => priceTicks)).size).toBe(1);
  expect(longs.every((id) => lotsOf(house.account(id)).length === 0)).toBe(true);
  expect(total(house, [...longs, ...shorts]) + segmentOf(house).dustAtoms).toBe(before);
});

test("LIQ-047 LIQ-012 nobody pays more for a lot than anybody else, give or take an atom", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(sizes, sizes, fc.integer({ min: 40_000, max: 78_000 }), (spent, holders, dollars) => {
      const house = createCrisis({ backstops: [] });
      const rich = house.openAccount(address(1), usdc(100_000_000));
      // The rich account stands between: it is long against the holders, short against the spent, flat in the end.
      const open = (buyer: number, seller: number, lots: number) =>
        house.novate(buyer, seller, BTC_PERP, perpLots(lots), btcTicks(dollars + 20_000));
      const longs = spent.map((lots, n) => house.openAccount(address(100 + n), usdc(lots)));
      const shorts = holders.map((_, n) => house.openAccount(address(200 + n), usdc(10_000_000)));
      for (const [n, id] of longs.entries()) open(id, rich, spent[n]!);
      for (const [n, id] of shorts.entries()) open(rich, id, holders[n]!);
      // Their gains have been paid out: the deficits must fall on the torn lots.
      for (const id of [...shorts, rich]) {
        const positions = house.account(id).positions.map((held) => ({
          ...held,
          costAtoms: (held.lots * btcTicks(dollars) * 100n) as typeof held.costAtoms,
        }));
        house.changeAccount(id, { positions });
      }
      const events = fallTo(house, dollars);
      const bearers = eventsOf(events, "PositionTornUp").filter(({ isGiver }) => !isGiver);
      const size = bearers.reduce((sum, { lots }) => sum + (lots < 0n ? -lots : lots), 0n);
      const borne = bearers.reduce((sum, { lossAtoms }) => sum + lossAtoms, 0n);
      for (const { lots, lossAtoms } of bearers) {
        const distance = lossAtoms * size - borne * (lots < 0n ? -lots : lots);
        expect(distance <= size && -distance <= size).toBe(true);
      }
      expect(segmentOf(house).uncoveredAtoms).toBe(0n);
    }),
    { numRuns: 60 },
  );
});

test("LIQ-048 spent longs and spent shorts cross, and holders bear only what is left over", () => {
  const house = createCrisis({ backstops: [] });
  const [long, short, holder] = [1, 2, 3].map((n) => house.openAccount(address(n), usdc(n === 3 ? 1_000_000 : 500)));
  house.novate(long!, short!, BTC_PERP, perpLots(300), btcTicks(100_000));
  house.novate(long!, holder!, BTC_PERP, perpLots(100), btcTicks(100_000));
  house.moveCash(short!, holder!, usdc(30_000)); // it has lost elsewhere
  house.moveCash(long!, holder!, usdc(30_000));
  const events = fallTo(house, 100_000);
  const held = [long, short, holder].map((id) => lotsOf(house.account(id!)));
  expect(held).toEqual([[], [], []]);
  const bearers = eventsOf(events, "PositionTornUp").filter(({ isGiver }) => !isGiver);
  expect(bearers.map(({ accountId, lots }) => [accountId, lots])).toEqual([[holder, 100n]]);
});

test("LIQ-063 more holders than a block has room for bear their part in laps, all the same, to less than a lot", () => {
  const { house, longs, shorts } = crowd(10, 1_000, 30n);
  const segment = segmentOf(house);
  const clearing = { ...segment.parameters.clearing, workPerBlock: 1_000 };
  house.state.segments.put({ ...segment, parameters: { ...segment.parameters, clearing } });
  fund(house, { skinAtoms: usdc(100_000_000) }); // the losses are paid: lots alone are torn up
  // Half of the shorts' open interest is held by an account that is not spent.
  const rich = house.openAccount(address(9), usdc(100_000_000));
  for (const id of shorts) house.novate(rich, id, BTC_PERP, perpLots(30), btcTicks(100_000));
  const before = total(house, [...longs, ...shorts, rich]);
  const blocks = Array.from({ length: 6 }, () => fallTo(house, 50_000));
  const borne = blocks.map((events) => eventsOf(events, "PositionTornUp").filter(({ isGiver }) => !isGiver).length);
  expect(borne[0]!).toBeLessThan(1_000);
  expect(borne.reduce((sum, count) => sum + count, 0)).toBe(1_000); // nobody twice
  expect(longs.every((id) => lotsOf(house.account(id)).length === 0)).toBe(true);
  const sizes = shorts.map((id) => lotsOf(house.account(id))[0]![1]);
  expect(sizes.every((size) => size >= -31n && size <= -29n)).toBe(true); // of sixty each, half is gone
  expect(house.state.markets.get(BTC_PERP)!.tearUp).toBeNull();
  expect(total(house, [...longs, ...shorts, rich])).toBeGreaterThanOrEqual(before);
});

/** Goal: managed accounts cross with each other before anybody else is asked. Method: two leveraged sides and a bystander. */
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { listFuture } from "../testing/contracts.ts";
import { createCrisis, eventsOf, fallTo, healthOf, lotsOf } from "../testing/crisis.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC_PERP, btcTicks, perpLots, testGenesis, usdc } from "../testing/testMarket.ts";

const PRICE = btcTicks(100_000);

/** Longs and shorts between close-out and maintenance margin, managed from the start; a rich bystander holds the difference. */
function sides(longs: readonly number[], shorts: readonly number[]) {
  const test = createCrisis({ backstops: [1] }); // it has no room
  const rich = test.openAccount(address(9), usdc(10_000_000));
  const open = (size: number, owner: number) => {
    const accountId = test.openAccount(address(owner), usdc(1_000_000));
    const [buyer, seller] = size > 0 ? [accountId, rich] : [rich, accountId];
    test.novate(buyer, seller, BTC_PERP, perpLots(Math.abs(size)), PRICE);
    const { equityAtoms, maintenanceAtoms } = healthOf(test, accountId);
    test.moveCash(accountId, rich, atoms(equityAtoms - (maintenanceAtoms * 4n) / 5n));
    return accountId;
  };
  const ids = [...longs, ...shorts.map((size) => -size)].map((size, index) => open(size, 100 + index));
  return { test, rich, longIds: ids.slice(0, longs.length), shortIds: ids.slice(longs.length) };
}

test("LIQ-002 opposite quantities cross at the mark, and equity does not move", () => {
  const { test, rich, longIds, shortIds } = sides([300, 200], [400]);
  const before = [...longIds, ...shortIds].map((id) => healthOf(test, id).equityAtoms);
  const events = fallTo(test, 100_000);
  const netted = eventsOf(events, "PositionsNetted");
  expect(
    netted.map(({ giverAccountId, takerAccountId, passage }) => [giverAccountId, takerAccountId, passage.lots]),
  ).toEqual([
    [longIds[0], shortIds[0], 300n],
    [longIds[1], shortIds[0], 100n],
  ]);
  for (const { passage } of netted) expect(passage.priceTicks).toBe(PRICE);
  expect(lotsOf(test.account(longIds[1]!))).toEqual([[BTC_PERP, 100n]]);
  expect(lotsOf(test.account(shortIds[0]!))).toEqual([]);
  expect(lotsOf(test.account(rich))).toEqual([[BTC_PERP, -100n]]); // what it held against both sides
  expect([...longIds, ...shortIds].map((id) => healthOf(test, id).equityAtoms)).toEqual(before);
  expect(test.state.markets.get(BTC_PERP)?.openLots).toBe(100n);
});

test("LIQ-002 healthy accounts are left alone", () => {
  const { test, rich, shortIds } = sides([], [500]);
  expect(eventsOf(fallTo(test, 100_000), "PositionsNetted")).toEqual([]);
  expect(lotsOf(test.account(rich))).toEqual([[BTC_PERP, 500n]]);
  expect(lotsOf(test.account(shortIds[0]!))).toEqual([[BTC_PERP, -500n]]);
});

test("LIQ-021 a leg of a hedge does not cross: without it its account would need more", () => {
  const dated = listFuture(1_762_646_400_000, { instrumentId: 2 });
  const test = createTestHouse(testGenesis({ changes: [dated] }));
  const [rich, hedger, short] = [9, 10, 11].map((owner) =>
    test.openAccount(address(owner), usdc(owner === 9 ? 10_000_000 : 1)),
  );
  test.novate(hedger!, rich!, BTC_PERP, perpLots(300), PRICE);
  test.novate(rich!, hedger!, 2, perpLots(300), PRICE);
  test.novate(rich!, short!, BTC_PERP, perpLots(300), PRICE);
  const events = fallTo(test, 100_000);
  expect(eventsOf(events, "AccountManaged").map(({ managed }) => managed.accountId)).toEqual([hedger, short]);
  expect(eventsOf(events, "PositionsNetted")).toEqual([]);
});

/**
 * Goal: what nobody takes is ended exactly, pro rata, in order of rank, at the bankruptcy price.
 * Method: no backstops; one side breaks, the other side's holdings, gains and hedges are told by hand.
 */
import type { Event } from "@novate/codec";
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { hasInitialMargin } from "../ledger/health.ts";
import { listFuture } from "../testing/contracts.ts";
import {
  cashOf,
  createCrisis,
  eventsOf,
  fallTo,
  fund,
  healthOf,
  isManaged,
  lotsOf,
  segmentOf,
  settleAt,
} from "../testing/crisis.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, BTC_PERP, btcTicks, perpLots, testGenesis, usdc } from "../testing/testMarket.ts";

/** Who bore a tear-up, and with how many lots. */
const bearersIn = (events: readonly Event[]) =>
  eventsOf(events, "PositionTornUp")
    .filter(({ isGiver }) => !isGiver)
    .map(({ accountId, lots }) => [accountId, lots]);

const held = (house: TestHouse, accountId: number): bigint => lotsOf(house.account(accountId))[0]?.[1] ?? 0n;

/** A long of 1,000 lots bought at 100,000 with `cash` dollars, against shorts of these sizes, all rich. */
function broken(cash: number, shorts: readonly number[]) {
  const house = createCrisis({ backstops: [] });
  const long = house.openAccount(address(1), usdc(cash));
  const shortIds = shorts.map((size, index) => {
    const id = house.openAccount(address(10 + index), usdc(1_000_000));
    house.novate(long, id, BTC_PERP, perpLots(size), btcTicks(100_000));
    return id;
  });
  return { house, long, shortIds };
}

test("LIQ-010 LIQ-037 LIQ-038 exactly what is held is torn up, pro rata to what the others hold", () => {
  const { house, long, shortIds } = broken(20_000, [600, 300, 100]);
  fund(house, { skinAtoms: usdc(1_000_000) });
  const bystander = house.openAccount(address(50), usdc(1_000_000));
  const other = house.openAccount(address(51), usdc(1_000_000));
  house.novate(bystander, other, BTC_PERP, perpLots(1_000), btcTicks(100_000)); // `other` is short as well
  expect(bearersIn(fallTo(house, 75_000))).toEqual([
    [shortIds[0], 300n],
    [shortIds[1], 150n],
    [shortIds[2], 50n],
    [other, 500n],
  ]);
  expect(held(house, long)).toBe(0n);
  expect(shortIds.map((id) => held(house, id))).toEqual([-300n, -150n, -50n]);
  expect(held(house, bystander)).toBe(1_000n); // the same side is not touched
});

test("LIQ-012 LIQ-041 with the loss paid, the price of a tear-up is the mark", () => {
  const { house, long, shortIds } = broken(20_000, [1_000]);
  fund(house, { skinAtoms: usdc(1_000_000) });
  const events = fallTo(house, 75_000);
  const [torn] = eventsOf(events, "TearUpClosed");
  expect(torn).toMatchObject({ lossAtoms: 0n, tornLots: 1_000n, priceTicks: btcTicks(75_000) });
  expect(segmentOf(house).skinAtoms).toBe(usdc(995_000)); // 25,000 lost, 20,000 there
  expect(healthOf(house, shortIds[0]!).equityAtoms).toBe(usdc(1_025_000));
  expect(isManaged(house, long)).toBe(false);
  expect(cashOf(house, long) + house.account(long).positions.reduce((sum, { costAtoms }) => sum - costAtoms, 0n)).toBe(
    0n,
  );
});

test("LIQ-041 LIQ-012 DFLT-003 INV-006 with nothing to pay it, the deficit falls on the torn lots, to the atom", () => {
  const { house, long, shortIds } = broken(20_000, [700, 300]);
  for (const id of shortIds) {
    // Their gains have been paid out: what is left cannot be cut as a gain.
    const account = house.account(id);
    const cost = -account.positions[0]!.lots * -btcTicks(75_000) * 100n;
    house.changeAccount(id, {
      positions: account.positions.map((position) => ({ ...position, costAtoms: atoms(cost) })),
    });
  }
  const events = fallTo(house, 75_000);
  expect(eventsOf(events, "GainsHaircut")).toEqual([]);
  const [defaulted] = eventsOf(events, "MemberDefaulted");
  expect(defaulted!.lossAtoms).toBe(usdc(5_000));
  const losses = eventsOf(events, "PositionTornUp").map(({ lossAtoms }) => lossAtoms);
  expect(losses).toEqual([usdc(-5_000), usdc(3_500), usdc(1_500)]);
  expect(segmentOf(house).uncoveredAtoms).toBe(0n);
  expect(healthOf(house, long).equityAtoms).toBe(0n);
  expect(shortIds.map((id) => healthOf(house, id).equityAtoms)).toEqual([
    usdc(1_000_000 - 3_500),
    usdc(1_000_000 - 1_500),
  ]);
});

test("LIQ-011 LIQ-040 gains that a haircut has just vested still rank their positions first", () => {
  const { house, long, shortIds } = broken(20_000, [1_000]);
  const loser = house.openAccount(address(60), usdc(1_000_000));
  const rich = house.openAccount(address(61), usdc(1_000_000));
  house.novate(rich, loser, BTC_PERP, perpLots(1_000), btcTicks(60_000)); // short from 60,000: no gain at 75,000
  expect(bearersIn(fallTo(house, 75_000)).map(([accountId]) => accountId)).toEqual(shortIds);
  expect(held(house, long)).toBe(0n);
  expect(held(house, loser)).toBe(-1_000n);
});

const FUTURE = 2;
const future = listFuture(1_762_646_400_000, { instrumentId: FUTURE });

test("LIQ-039 LIQ-050 a hedge is torn up last, and so no hedged account needs more margin afterwards", () => {
  const house = createTestHouse(testGenesis({ changes: [future] }));
  const long = house.openAccount(address(1), usdc(20_000));
  const hedger = house.openAccount(address(2), usdc(1_000_000));
  const naked = house.openAccount(address(3), usdc(1_000_000));
  const rich = house.openAccount(address(4), usdc(10_000_000));
  house.novate(long, hedger, BTC_PERP, perpLots(500), btcTicks(100_000));
  house.novate(long, naked, BTC_PERP, perpLots(500), btcTicks(100_000));
  house.novate(rich, naked, BTC_PERP, perpLots(500), btcTicks(100_000));
  house.novate(hedger, rich, FUTURE, perpLots(500), btcTicks(100_000)); // long the future against the short perpetual
  fund(house, { skinAtoms: usdc(1_000_000) });
  const before = healthOf(house, hedger).maintenanceAtoms;
  expect(bearersIn(fallTo(house, 75_000))).toEqual([[naked, 1_000n]]);
  expect(healthOf(house, hedger).maintenanceAtoms).toBeLessThanOrEqual(before);
});

test("LIQ-042 a short's price never goes below zero: the rest is uncovered", () => {
  const house = createCrisis({ backstops: [] });
  const short = house.openAccount(address(1), usdc(1_000));
  const long = house.openAccount(address(2), usdc(10_000_000));
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  // The short owes far more than the position is worth: its loss came from elsewhere.
  house.moveCash(short, long, usdc(500_000));
  const events = fallTo(house, 100_000);
  const [torn] = eventsOf(events, "TearUpClosed");
  expect(torn!.lossAtoms).toBe(usdc(100_000)); // 1 bitcoin at 100,000: a price of zero
  expect(segmentOf(house).uncoveredAtoms).toBe(usdc(399_000));
});

test("LIQ-038 LIQ-044 the outcome does not depend on the order in which accounts were opened", () => {
  const outcome = (order: readonly number[]) => {
    const house = createCrisis({ backstops: [] });
    fund(house, { skinAtoms: usdc(50_000_000) });
    const rich = house.openAccount(address(99), usdc(100_000_000));
    const idOf = new Map<number, number>();
    for (const name of order)
      idOf.set(name, house.openAccount(address(name), usdc(name < 20 ? 900 * name : 3_000_000)));
    for (const name of [...idOf.keys()].sort((left, right) => left - right)) {
      const [buyer, seller] = name < 20 ? [idOf.get(name)!, rich] : [rich, idOf.get(name)!];
      house.novate(buyer, seller, BTC_PERP, perpLots(37 * name), btcTicks(100_000));
    }
    fallTo(house, 70_000);
    fallTo(house, 70_000);
    const inOrder = [...idOf].sort(([left], [right]) => left - right);
    return inOrder.map(([, id]) => ({ size: held(house, id), equity: healthOf(house, id).equityAtoms }));
  };
  const forward = outcome([10, 11, 12, 13, 14, 21, 22, 23, 24]);
  for (const order of [
    [24, 23, 22, 21, 14, 13, 12, 11, 10],
    [23, 11, 24, 10, 14, 22, 12, 21, 13],
  ]) {
    for (const [index, { size, equity }] of outcome(order).entries()) {
      expect(equity).toBe(forward[index]!.equity);
      expect(Math.abs(Number(size - forward[index]!.size))).toBeLessThanOrEqual(1); // who gets the last lot of equal claims
    }
  }
});

test("LIQ-043 LIQ-013 a backstop below close-out is torn up only as far as restores its initial margin", () => {
  const house = createCrisis({ backstops: [40_000] });
  const [backstop, rich] = [1, house.openAccount(address(9), usdc(10_000_000))];
  house.novate(rich, backstop, BTC_PERP, perpLots(2_000), btcTicks(100_000)); // the backstop is short two bitcoins
  const events = settleAt(house, 113_500);
  const { equityAtoms } = healthOf(house, backstop);
  expect(equityAtoms).toBeGreaterThan(0n);
  expect(eventsOf(events, "MemberDefaulted")).toEqual([]);
  const torn = eventsOf(events, "TearUpClosed").reduce((sum, { tornLots }) => sum + tornLots, 0n);
  expect(torn).toBeGreaterThan(0n);
  expect(torn).toBeLessThan(2_000n);
  expect(hasInitialMargin(healthOf(house, backstop))).toBe(true);
  expect(isManaged(house, backstop)).toBe(false);
});

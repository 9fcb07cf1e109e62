/**
 * Goal: a tightening binds new risk from its announcement on, and what is held from its activation on.
 * Method: one scene a kind of change that moves margin; what adds risk and what leaves is tried before and after the
 * announcement, and once the bundle is withdrawn; a twin is rebuilt from the rows.
 */
import { type Change, type CommandOf, MarginMethod, type RefusalCode } from "@novate/codec";
import { atoms, DAY_MS, ppm } from "@novate/num";
import { describe, expect, test } from "vitest";
import { rebuilt } from "../margin/watch/watchWalk.fixture.ts";
import { forecastVolatility } from "../oracle/volatility.ts";
import { healthOf } from "../testing/crisis.ts";
import { CREDIT, ETH_FEED, ETH_MARKET, ETH_PERP } from "../testing/ethMarket.ts";
import { approval, governor, listed, proposal, withParameters } from "../testing/governance.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  btcTicks,
  CHAIN,
  ownerSigner,
  perpLots,
  testGenesis,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";
import { activateBundles } from "./activateBundles.ts";

/** A hedged account with collateral in bitcoin and an unvested gain, and a rich one. */
function scene() {
  const house = createTestHouse(testGenesis({ changes: ETH_MARKET }));
  house.setPrice(ETH_FEED, 4_000);
  for (const underlying of [...house.state.underlyings.values()]) forecastVolatility(house.house, underlying);
  const id = house.openAccount(address(1), usdc(10_000_000), MarginMethod.portfolio);
  const rich = house.openAccount(address(2), usdc(90_000_000));
  house.deposit(id, BTC, btc(200_000_000n)); // two bitcoins
  house.novate(id, rich, BTC_PERP, perpLots(20_000), btcTicks(99_000));
  house.novate(rich, id, ETH_PERP, perpLots(500_000), btcTicks(4_000));
  const { type: _, creditPpm: __, holdAtPpm: ___, breakAtPpm: ____, ...pair } = CREDIT;
  house.house.emit({
    type: "CreditPairJudged",
    ...pair,
    correlationPpm: ppm(900_000n),
    isHolding: true,
    lapsesAtMs: 0,
    judgedAtMs: 1,
  });
  return { house, id, rich };
}

const BUNDLE = 7;

function announce(house: TestHouse, change: Change): void {
  house.must(proposal(house, BUNDLE, change), governor(0));
  house.must(approval(house.state, BUNDLE), governor(1));
  next(house);
  expect(house.state.bundles.get(BUNDLE)).toMatchObject({ isTried: true });
}

/** The next block, at the same prices. */
function next(house: TestHouse, stepMs = 1_000): void {
  house.openBlock(house.timeMs + stepMs);
  for (const [feedId, dollars] of [
    [USDC_FEED, 1],
    [BTC_FEED, 100_000],
    [ETH_FEED, 4_000],
  ] as const)
    house.setPrice(feedId, dollars);
  activateBundles(house.house);
}

const margin = (change: Record<string, unknown>) => (house: TestHouse) =>
  withParameters(house, (before) => ({ ...before, margin: { ...before.margin, ...change } }));
const clearing = (change: Record<string, unknown>) => (house: TestHouse) =>
  withParameters(house, (before) => ({ ...before, clearing: { ...before.clearing, ...change } }));
const btcCollateral = listed("SetCollateral", ({ assetId }) => assetId === BTC);

const TIGHTENINGS: readonly (readonly [string, (house: TestHouse) => Change])[] = [
  ["the floor of scan ranges", margin({ rangeFloorPpm: ppm(200_000n) })],
  ["the margin period", margin({ mporMs: 2 * DAY_MS })],
  ["the factors of both margins", margin({ maintenanceFactorPpm: ppm(900_000n), initialFactorPpm: ppm(1_200_000n) })],
  ["the minimum charge", margin({ unhedgedPpm: ppm(200_000n), hedgedPpm: ppm(100_000n) })],
  ["the rate of liquidity", margin({ liquidityDeltaPpm: ppm(300_000n) })],
  ["depth", () => ({ ...listed("ListUnderlying"), depthAtoms: usdc(10_000_000) })],
  ["declared volatility", () => ({ ...listed("ListUnderlying"), initialVolPpm: ppm(1_500_000n) })],
  ["a credit", () => ({ ...CREDIT, creditPpm: ppm(100_000n) })],
  ["a floor of a haircut", () => ({ ...btcCollateral, haircutFloorPpm: ppm(150_000n) })],
  ["the stress of a haircut", () => ({ ...btcCollateral, stressVolPpm: ppm(1_500_000n) })],
  ["what a gain lets out", clearing({ unvestedGainsHaircutPpm: ppm(1_000_000n) })],
];

/** What the account may still take on or pay out. */
function roomOf(house: TestHouse, id: number): bigint {
  const rooms = house.house.margin
    .assessNewRisk(house.state, house.account(id))
    .map(({ initialEquityAtoms, initialAtoms }) => initialEquityAtoms - initialAtoms);
  return rooms.reduce((least, room) => (room < least ? room : least));
}

const withdrawal = (amount: bigint): CommandOf<"WithdrawCollateral"> => ({
  type: "WithdrawCollateral",
  accountId: 1,
  assetId: USDC,
  amountAtoms: atoms(amount),
  chainId: CHAIN,
  recipient: address(1),
});

describe.each(TIGHTENINGS)("%s", (_, changeOf) => {
  function announced() {
    const { house, id } = scene();
    const [room, held] = [roomOf(house, id), healthOf(house, id)];
    announce(house, changeOf(house));
    return { house, id, room, held };
  }

  test("GOV-039 lowers what new risk has room for at once, and asks no more of what is held", () => {
    const { house, id, room, held } = announced();
    expect(roomOf(house, id)).toBeLessThan(room);
    const { equityAtoms, maintenanceAtoms, initialAtoms } = healthOf(house, id);
    expect({ equityAtoms, maintenanceAtoms, initialAtoms }).toEqual({
      equityAtoms: held.equityAtoms,
      maintenanceAtoms: held.maintenanceAtoms,
      initialAtoms: held.initialAtoms,
    });
  });

  test("GOV-039 a house rebuilt from its rows judges new risk alike", () => {
    const { house, id } = announced();
    const twin = rebuilt(house.state);
    const judged = ({ margin, state }: typeof twin) =>
      margin.assessNewRisk(state, house.account(id)).map(({ initialAtoms }) => initialAtoms);
    expect(judged(twin)).toEqual(judged(house.house));
  });

  test("GOV-039 a bundle that is taken back binds nobody", () => {
    const { house, id, room } = announced();
    house.must({ type: "WithdrawBundle", bundleId: BUNDLE }, governor(0));
    expect(roomOf(house, id)).toBe(room);
  });
});

describe("an account with room under today's rules and none under the announced ones", () => {
  /** Half of what the announcement takes is left as room. */
  function edge() {
    const { house, id, rich } = scene();
    const change = margin({ maintenanceFactorPpm: ppm(900_000n), initialFactorPpm: ppm(1_200_000n) })(house);
    announce(house, change);
    const today = healthOf(house, id);
    const room = today.initialEquityAtoms - today.initialAtoms;
    house.moveCash(id, rich, atoms((room + roomOf(house, id)) / 2n));
    expect(roomOf(house, id)).toBeLessThan(0n);
    expect(healthOf(house, id).initialEquityAtoms).toBeGreaterThan(healthOf(house, id).initialAtoms);
    const trade = (buyer: number, seller: number, size: bigint): RefusalCode | "accepted" => {
      const report = reportOf(tradeOf(house, buyer, seller, size, btcTicks(100_000)));
      const [outcome] = runBlock(house, [{ command: report, signer: VENUE_SIGNER }]).receipts[0]!.outcomes;
      return outcome!.accepted ? "accepted" : outcome!.refusal.code;
    };
    return { house, id, rich, trade };
  }

  test("GOV-039 adds no risk, and may close what it holds", () => {
    const { id, rich, trade } = edge();
    expect(trade(id, rich, 1n)).toBe("InitialMarginBreached");
    expect(trade(rich, id, 10_000n)).toBe("accepted");
  });

  test("GOV-039 pays nothing out and changes no method to one that offsets less", () => {
    const { house, id } = edge();
    expect(house.outcome(withdrawal(1_000_000n), ownerSigner(address(1)))).toBe("InitialMarginBreached");
    const method = { type: "SetMarginMethod", accountId: id, method: MarginMethod.cross } as const;
    expect(house.outcome(method, ownerSigner(address(1)))).toBe("InitialMarginBreached");
  });

  test("GOV-037 GOV-039 what is held owes the announced rules when their notice ends, and not before", () => {
    const { house, id } = edge();
    const before = healthOf(house, id).maintenanceAtoms;
    const [, announced] = house.house.margin.assessNewRisk(house.state, house.account(id));
    const { activatesAtMs } = house.state.bundles.get(BUNDLE)!;
    expect(activatesAtMs - house.timeMs).toBeGreaterThan(DAY_MS - 10_000);
    next(house, activatesAtMs - house.timeMs - 1);
    expect(healthOf(house, id).maintenanceAtoms).toBe(before);
    next(house, 1);
    expect(house.state.bundles.size).toBe(0);
    expect(healthOf(house, id).maintenanceAtoms).toBe(announced!.maintenanceAtoms);
  });
});

test("GOV-039 GOV-040 a bundle without enough approvals, or untried, or of a passed epoch binds nobody", () => {
  const { house, id } = scene();
  const room = roomOf(house, id);
  house.must(proposal(house, BUNDLE, margin({ unhedgedPpm: ppm(200_000n) })(house)), governor(0));
  next(house);
  expect(roomOf(house, id)).toBe(room);
  const bundle = house.state.bundles.get(BUNDLE)!;
  const due = { ...bundle, activatesAtMs: house.timeMs + DAY_MS };
  for (const other of [
    { ...due, isTried: false },
    { ...due, parameterEpoch: 9 },
  ]) {
    house.state.bundles.put(other);
    expect(roomOf(house, id)).toBe(room);
  }
  house.state.bundles.put(due);
  expect(roomOf(house, id)).toBeLessThan(room);
});

test("GOV-039 of several announced bundles the one that is next due counts, since it voids the others", () => {
  const { house, id } = scene();
  const room = roomOf(house, id);
  const stricter = margin({ unhedgedPpm: ppm(200_000n) })(house);
  const stop = { ...listed("RegisterVenue"), isActive: false };
  const announcedAt = (bundleId: number, change: Change, activatesAtMs: number) => {
    house.must(proposal(house, bundleId, change), governor(0));
    house.state.bundles.put({ ...house.state.bundles.get(bundleId)!, isTried: true, activatesAtMs });
  };
  announcedAt(1, stricter, house.timeMs + DAY_MS);
  const bound = roomOf(house, id);
  expect(bound).toBeLessThan(room);
  announcedAt(2, stop, house.timeMs + DAY_MS - 1);
  expect(roomOf(house, id)).toBe(room);
  house.state.bundles.delete(2);
  expect(roomOf(house, id)).toBe(bound);
});

test("GOV-039 while nothing is announced new risk is judged by the very answer of today", () => {
  const { house, id } = scene();
  const { margin } = house.house;
  const today = margin.assess(house.state, house.account(id));
  const judged = margin.assessNewRisk(house.state, house.account(id), today);
  expect(judged).toHaveLength(1);
  expect(judged[0]).toBe(today);
});

/**
 * Goal: cycles, funding and expiries pay exactly what the rules say, and nothing in between.
 * Method: hand-made prices on the test house; numbers worked out on paper in the comments.
 */
import { type Change, InstrumentStatus } from "@novate/codec";
import { HOUR_MS, ticks } from "@novate/num";
import { expect, test } from "vitest";
import { balanceOf, positionOf } from "../ledger/balances.ts";
import { fundingRatePpm } from "../ledger/fundingRate.ts";
import { mustMark } from "../ledger/mark.ts";
import { listCall, listFuture } from "../testing/contracts.ts";
import { runCycle } from "../testing/cycle.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  GENESIS_MS,
  PUBLISHER_SIGNER,
  SEGMENT,
  testGenesis,
  USDC,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { observationOf, reportOf, tradeOf } from "../testing/trades.ts";

const FEE = 150n; // ppm of notional, each side: 1 bp to the venue, half a bp to the house

/** When the slot of a premium's sample began. */
const slotBegun = (timeMs: number) => timeMs - (timeMs % 60_000);

function priced(house: TestHouse, dollars: number, stepMs: number) {
  const command = observationOf(house, BTC_FEED, dollars);
  for (const each of command.observations) Object.assign(each, { publishedAtMs: house.timeMs + stepMs });
  return runBlock(house, [{ command, signer: PUBLISHER_SIGNER }], stepMs);
}

function withTrade(house: TestHouse, instrumentId = BTC_PERP): { house: TestHouse; long: number; short: number } {
  const long = house.openAccount(address(1), usdc(100_000));
  const short = house.openAccount(address(2), usdc(100_000));
  const trade = tradeOf(house, long, short, 1_000n, btcTicks(100_000), { instrumentId });
  for (const leg of [trade.buyer, trade.seller]) if (leg.type === "Order") Object.assign(leg.order, { instrumentId });
  const { receipts } = runBlock(house, [{ command: reportOf(trade), signer: VENUE_SIGNER }]);
  expect(receipts[0]!.outcomes).toEqual([{ accepted: true }]);
  return { house, long, short };
}

test("SETL-001 SETL-002 a gain is no cash before the cycle and all of it after", () => {
  const { house, long, short } = withTrade(createTestHouse());
  const opening = usdc(100_000) - (100_000_000_000n * FEE) / 1_000_000n;
  priced(house, 100_200, 60_000);
  const gain = BigInt(mustMark(house.state, BTC_PERP) - btcTicks(100_000)) * 1_000n * 100n;
  expect(gain).toBeGreaterThan(0n);
  expect(balanceOf(house.account(long), USDC)).toBe(opening);
  const gains = runCycle(house, SEGMENT);
  expect(gains.reduce((sum, { gainAtoms }) => sum + gainAtoms, 0n)).toBe(0n);
  expect(balanceOf(house.account(long), USDC)).toBe(opening + gain);
  expect(balanceOf(house.account(short), USDC)).toBe(opening - gain);
  expect(runCycle(house, SEGMENT).every(({ gainAtoms }) => gainAtoms === 0n)).toBe(true);
});

test("SETL-012 a position closed between cycles keeps its cost until the cycle pays it", () => {
  const { house, long, short } = withTrade(createTestHouse());
  priced(house, 100_100, 60_000);
  const before = balanceOf(house.account(long), USDC);
  runBlock(house, [
    { command: reportOf(tradeOf(house, short, long, 1_000n, btcTicks(100_100))), signer: VENUE_SIGNER },
  ]);
  const fee = (100_100_000_000n * FEE) / 1_000_000n;
  expect(balanceOf(house.account(long), USDC)).toBe(before - fee);
  expect(positionOf(house.account(long), BTC_PERP)).toMatchObject({ lots: 0n, costAtoms: -100_000_000n });
  runCycle(house, SEGMENT);
  expect(balanceOf(house.account(long), USDC)).toBe(before - fee + 100_000_000n); // 100 dollars of one bitcoin
  expect(house.account(long).positions).toEqual([]);
});

test("SETL-003 SETL-010 SETL-011 SETL-014 funding pays the average premium for the time that was sampled, zero-sum up to dust", () => {
  const { house } = withTrade(createTestHouse());
  priced(house, 100_000, 60_000);
  // A premium of 0.1 %: prints stand at 100,100 while the index says 100,000.
  const basisE6 = 1_000n * 1_000_000n;
  const hold = () => {
    const market = house.state.markets.get(BTC_PERP)!;
    house.state.markets.put({
      ...market,
      basisE6,
      mark: { priceTicks: ticks(1_000_000n), atMs: slotBegun(house.timeMs + 60_000) },
    });
  };
  const indexBefore = house.state.markets.get(BTC_PERP)!.fundingIndexE6;
  let samples = 0n;
  const startMs = house.timeMs;
  while (house.timeMs < startMs + HOUR_MS) {
    hold();
    const { events } = runBlock(house, [], 60_000);
    samples += BigInt(events.filter((event) => event.type === "PremiumSampled").length);
  }
  const moved = house.state.markets.get(BTC_PERP)!.fundingIndexE6 - indexBefore;
  // 1,000 ppm of a lot worth 100 dollars, over 60 of the 480 minutes of a funding period.
  expect(samples).toBeGreaterThan(50n);
  // The index moves an hour after the last time, by the samples so far: a lot at 100 dollars owes 100 / 8 / 1,000.
  expect(moved).toBeGreaterThan((11_000n * 1_000_000n * 50n) / 60n);
  expect(moved).toBeLessThan(13_000n * 1_000_000n);
  const dustBefore = house.state.segments.get(SEGMENT)!.dustAtoms;
  hold();
  const gains = runCycle(house, SEGMENT);
  const dust = house.state.segments.get(SEGMENT)!.dustAtoms - dustBefore;
  expect(gains.reduce((sum, { gainAtoms }) => sum + gainAtoms, 0n)).toBe(-dust);
  expect(dust).toBeLessThan(2n);
});

test("SETL-013 a funding period costs half a percent at most, either way", () => {
  const { state } = createTestHouse();
  const market = { ...state.markets.get(BTC_PERP)!, premiumSamples: 2 };
  const rateOf = (premiumSumE6: bigint) =>
    fundingRatePpm(state, state.instruments.get(BTC_PERP)!, { ...market, premiumSumE6 });
  expect(rateOf(9_998n)).toBe(4_999n);
  expect(rateOf(90_000n)).toBe(5_000n);
  expect(rateOf(-90_000n)).toBe(-5_000n);
});

test("SETL-004 an outage of six hours accrues what one sample does", () => {
  const { house } = withTrade(createTestHouse());
  priced(house, 100_000, 60_000);
  const market = () => house.state.markets.get(BTC_PERP)!;
  const step = (stepMs: number) => {
    const mark = { priceTicks: ticks(1_000_000n), atMs: slotBegun(house.timeMs + stepMs) };
    house.state.markets.put({ ...market(), mark, basisE6: 1_000n * 1_000_000n });
    const before = market().fundingIndexE6;
    runBlock(house, [], stepMs);
    return market().fundingIndexE6 - before;
  };
  while (step(60_000) === 0n); // until a funding step is over
  // One sample of 1,000 ppm on 100 dollars, a minute of the 480 of a period.
  expect(step(6 * HOUR_MS)).toBe((1_000n * 100_000_000n * 60_000n) / BigInt(8 * HOUR_MS));
});

const EXPIRY_MS = GENESIS_MS + 2 * HOUR_MS;
/** The test market with a contract that expires two hours after genesis. */
const houseOf = (dated: Change): TestHouse => createTestHouse(testGenesis({ changes: [dated] }));
const future = listFuture(EXPIRY_MS, { instrumentId: 2 });

test("SETL-005 SETL-008 SETL-015 SETL-019 INST-006 a future settles to the average of its window and leaves nothing behind", () => {
  const { house, long, short } = withTrade(houseOf(future), 2);
  const expiryMs = GENESIS_MS + 2 * HOUR_MS;
  let dollars = 100_000;
  while (house.timeMs < expiryMs) {
    if (house.timeMs >= expiryMs - 30 * 60_000) dollars += 1;
    priced(house, dollars, 60_000);
  }
  const market = house.state.markets.get(2)!;
  expect(market).toMatchObject({ status: InstrumentStatus.settled, openLots: 0n });
  // The window's samples rise by a dollar a minute from 100,000 or 100,001: their mean lies in the middle.
  expect(Number(market.settlementTicks) / 10).toBeGreaterThan(100_010);
  expect(Number(market.settlementTicks) / 10).toBeLessThan(100_020);
  expect(house.account(long).positions).toEqual([]);
  const paid = BigInt(market.settlementTicks! - btcTicks(100_000)) * 100_000n;
  const opening = usdc(100_000) - (100_000_000_000n * FEE) / 1_000_000n;
  expect(balanceOf(house.account(long), USDC)).toBe(opening + paid);
  expect(balanceOf(house.account(short), USDC)).toBe(opening - paid);
});

test("SETL-006 SETL-016 with fewer samples half of them decide, with fewer still the last index that was fresh", () => {
  const rungOf = (script: (house: TestHouse, expiryMs: number) => void): number | undefined => {
    const { house } = withTrade(houseOf(future), 2);
    const expiryMs = GENESIS_MS + 2 * HOUR_MS;
    const rungs: number[] = [];
    const emit = house.house.emit.bind(house.house);
    house.house.emit = (event) => {
      if (event.type === "InstrumentSettled") rungs.push(event.rung);
      emit(event);
    };
    script(house, expiryMs);
    return rungs[0];
  };
  const minutesBefore = (house: TestHouse, expiryMs: number, minutes: number) => {
    while (house.timeMs < expiryMs - minutes * 60_000) priced(house, 100_000, 60_000);
  };
  expect(
    rungOf((house, expiryMs) => {
      minutesBefore(house, expiryMs, 0);
      priced(house, 100_000, 60_000);
    }),
  ).toBe(0);
  expect(
    rungOf((house, expiryMs) => {
      minutesBefore(house, expiryMs, 20);
      runBlock(house, [], 25 * 60_000);
    }),
  ).toBe(1);
  expect(
    rungOf((house, expiryMs) => {
      minutesBefore(house, expiryMs, 40);
      runBlock(house, [], 60 * 60_000);
    }),
  ).toBe(2);
});

test("SETL-017 SETL-018 without an index at expiry the contract waits for the first one after it", () => {
  const briefly = (change: Change): Change =>
    change.type === "RegisterFeed" && change.feedId === BTC_FEED ? { ...change, maxAgeMs: 60_000 } : change;
  const genesis = testGenesis({ changes: [future] });
  const { house } = withTrade(createTestHouse({ ...genesis, changes: genesis.changes.map(briefly) }), 2);
  const isSettled = () => house.state.markets.get(2)!.status === InstrumentStatus.settled;
  runBlock(house, [], GENESIS_MS + 2 * HOUR_MS - house.timeMs);
  runBlock(house, [], 2 * HOUR_MS);
  expect(isSettled()).toBe(false);
  for (let block = 0; block < 2; block += 1) priced(house, 100_007, 1_000); // a jump is confirmed first
  expect(isSettled()).toBe(true);
  expect(house.state.markets.get(2)!.settlementTicks).toBe(btcTicks(100_007));
});

test("SETL-007 an option pays its intrinsic value", () => {
  const house = houseOf(listCall(btcTicks(90_000), EXPIRY_MS, { instrumentId: 2 }));
  const expiryMs = GENESIS_MS + 2 * HOUR_MS;
  while (house.timeMs < expiryMs) priced(house, 100_000, 60_000);
  const market = house.state.markets.get(2)!;
  expect(market.status).toBe(InstrumentStatus.settled);
  expect(market.settlementTicks).toBe(btcTicks(10_000));
});

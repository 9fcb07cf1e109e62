/**
 * Goal: the mark, the margin and the settlement of a dated contract are one value, so that nobody is closed out at a price
 * that the contract never pays, and nobody trades a value that is known already.
 * Method: whole blocks with published prices through the window of a future and of an option.
 */
import { type Change, InstrumentStatus, type TradeReport } from "@novate/codec";
import { HOUR_MS, MINUTE_MS, type Ticks, ticks } from "@novate/num";
import { describe, expect, test } from "vitest";
import { backstopAccount } from "../governance/founding/index.ts";
import { mustMark } from "../ledger/mark.ts";
import { listCall, listFuture, listPut } from "../testing/contracts.ts";
import { eventsOf, fund, healthOf, isManaged, segmentOf } from "../testing/crisis.ts";
import { type Asked, runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  btcTicks,
  GENESIS_MS,
  PUBLISHER_SIGNER,
  SEGMENT,
  testGenesis,
  UNDERLYING,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";

const EXPIRY_MS = GENESIS_MS + 2 * HOUR_MS + HOUR_MS / 2; // between two cycles
const DATED = 3;
const BACKSTOP = backstopAccount(address(0xe00), SEGMENT, USDC, usdc(20_000_000));
/** A flat smile at half a unit of volatility, from two and a half hours before the expiry. */
const SLICE = { expiryMs: EXPIRY_MS, aE9: 71_347n, bE9: 0n, rhoE9: 0n, mE9: 0n, sigmaE9: 100_000_000n };

const kinds: Record<"future" | "call" | "put", Change> = {
  future: listFuture(EXPIRY_MS, { instrumentId: DATED }),
  call: listCall(btcTicks(99_000), EXPIRY_MS, { instrumentId: DATED }),
  put: listPut(btcTicks(101_000), EXPIRY_MS, { instrumentId: DATED }),
};

/** A house with this contract and a publisher; `say` is a block whose price differs from the last one's by cents at least. */
function houseOf(contract: Change, cadenceMs = MINUTE_MS) {
  const house = createTestHouse(testGenesis({ changes: [contract], accounts: [BACKSTOP] }));
  let turn = 0;
  const say = (dollars: number | null, stepMs: number, asked: readonly Asked[] = []) => {
    const publishedAtMs = house.timeMs + stepMs;
    turn += 1;
    const cents = BigInt(Math.round(100 * (dollars ?? 0))) + BigInt(turn % 2);
    const observations =
      dollars === null
        ? []
        : [
            { feedId: BTC_FEED, value: cents * 1_000_000n, confidence: 0n, publishedAtMs },
            { feedId: USDC_FEED, value: 100_000_000n + BigInt(turn % 2), confidence: 0n, publishedAtMs },
          ];
    const surfaces = turn === 1 ? [{ underlyingId: UNDERLYING, publishedAtMs, slices: [SLICE] }] : [];
    const command = { type: "SubmitObservations" as const, publisherId: 1, observations, surfaces };
    return runBlock(house, [...(dollars === null ? [] : [{ command, signer: PUBLISHER_SIGNER }]), ...asked], stepMs);
  };
  const until = (timeMs: number, dollars: number, stepMs = cadenceMs) => {
    const events = [];
    while (house.timeMs < timeMs) events.push(...say(dollars, Math.min(stepMs, timeMs - house.timeMs)).events);
    return events;
  };
  return { house, say, until, market: () => house.state.markets.get(DATED)! };
}

function traded(house: TestHouse, buyer: number, seller: number, size: bigint, price: Ticks): Asked {
  const trade: TradeReport = tradeOf(house, buyer, seller, size, price, { instrumentId: DATED });
  for (const leg of [trade.buyer, trade.seller])
    if (leg.type === "Order") Object.assign(leg.order, { instrumentId: DATED });
  return { command: reportOf(trade), signer: VENUE_SIGNER };
}

const equityOf = (house: TestHouse, accountId: number): number => Number(healthOf(house, accountId).equityAtoms) / 1e6;

describe.each(["future", "call", "put"] as const)("a %s on its way to settlement", (kind) => {
  test("SETL-020 is marked at what its average will be, and in the end at what it pays", () => {
    const { house, say, until, market } = houseOf(kinds[kind]);
    until(EXPIRY_MS - 31 * MINUTE_MS, 100_000);
    // Up 4 % in the middle of the window, and back down 8 % two minutes before the end.
    const marks: number[] = [];
    for (let dollars = 100_000; market().status === InstrumentStatus.listed; ) {
      const left = EXPIRY_MS - house.timeMs;
      dollars = left > 15 * MINUTE_MS ? 100_000 : left > 2 * MINUTE_MS ? 104_000 : 96_000;
      say(dollars, Math.min(MINUTE_MS / 2, left > 0 ? left : MINUTE_MS));
      marks.push(Number(mustMark(house.state, DATED)) / 10);
    }
    // The last sample is one of thirty-one: no step of the last minutes is above that part of the price's own.
    const steps = marks.slice(-4).map((mark, at, last) => Math.abs(mark - (last[at - 1] ?? mark)));
    expect(Math.max(...steps)).toBeLessThan(2 * (8_000 / 31));
    expect(mustMark(house.state, DATED)).toBe(market().settlementTicks);
  });
});

test("MARG-009 SETL-021 what is fixed weighs the samples taken, against the slots that are left", () => {
  const { house, say, until, market } = houseOf(kinds.future);
  until(EXPIRY_MS - 30 * MINUTE_MS, 100_000);
  expect(market().fixingSamples).toBe(1);
  until(EXPIRY_MS - 20 * MINUTE_MS, 100_000);
  const feed = house.state.feeds.get(BTC_FEED)!;
  house.state.feeds.put({ ...feed, spec: { ...feed.spec, maxAgeMs: MINUTE_MS } });
  say(null, 10 * MINUTE_MS); // nine samples are never taken
  const taken = market().fixingSamples;
  for (let block = 0; block < 2; block += 1) say(103_000, 1_000); // confirmed by its second word
  const [n, slots] = [market().fixingSamples, 9]; // a minute apart, the expiry's own with them
  expect(n).toBe(taken + 1);
  const average = (taken * 100_000 + 103_000) / n;
  expect(Number(mustMark(house.state, DATED)) / 10).toBeCloseTo((n * average + slots * 103_000) / (n + slots), -1);
});

test("SETL-065 no sample is taken while a jump waits, and the next word's is of the price that it went to", () => {
  const { until, say, market } = houseOf(kinds.future);
  until(EXPIRY_MS - 10 * MINUTE_MS, 100_000);
  const { fixingSamples, fixingSum } = market();
  say(106_000, MINUTE_MS); // a slot of the average, and the jump's first word
  expect(market()).toMatchObject({ fixingSamples, fixingSum });
  say(106_000, 1_000);
  expect(market().fixingSamples).toBe(fixingSamples + 1);
  expect(Number(market().fixingSum - fixingSum) / 1e8).toBeCloseTo(106_000, 0);
});

test("SETL-066 no index decides while a jump of it waits, unless it has fallen silent", () => {
  for (const isSilent of [false, true]) {
    const { house, until, say, market } = houseOf(kinds.future);
    until(EXPIRY_MS - 2 * HOUR_MS, 100_000);
    say(null, 2 * HOUR_MS - 2 * MINUTE_MS); // too few samples are left for an average
    const feed = house.state.feeds.get(BTC_FEED)!;
    house.state.feeds.put({ ...feed, spec: { ...feed.spec, maxAgeMs: 10 * MINUTE_MS } });
    say(100_000, MINUTE_MS);
    say(106_000, MINUTE_MS);
    expect([house.timeMs, market().status]).toEqual([EXPIRY_MS, InstrumentStatus.listed]);
    if (isSilent) say(null, 11 * MINUTE_MS);
    else say(106_000, 1_000);
    expect(Math.round(Number(market().settlementTicks) / 10)).toBe(isSilent ? 100_000 : 106_000);
  }
});

test("SETL-020 a short is not closed out at a price that the contract does not pay", () => {
  const { house, until, say, market } = houseOf(kinds.future);
  const [short, long] = [house.openAccount(address(1), usdc(190_000)), house.openAccount(address(2), usdc(1_000_000))];
  until(EXPIRY_MS - 31 * MINUTE_MS, 100_000);
  house.novate(long, short, DATED, 10_000n as never, btcTicks(100_000)); // ten bitcoins
  until(EXPIRY_MS - 150_000, 100_000);
  const events = [];
  for (const stepMs of [5_000, 5_000, 35_000]) events.push(...say(118_500, stepMs).events);
  while (market().status === InstrumentStatus.listed) events.push(...say(118_500, 30_000).events);
  for (let block = 0; block < 3; block += 1) events.push(...say(118_500, 1_000).events);
  expect(eventsOf(events, "AccountManaged")).toEqual([]);
  const loss = (Number(market().settlementTicks) / 10 - 100_000) * 10;
  expect(loss).toBeGreaterThan(0);
  expect(190_000 - equityOf(house, short)).toBeCloseTo(loss, 0);
});

test("SETL-020 two names of one hand cannot trade a value that the average has fixed already", () => {
  const { house, until, say, market } = houseOf(kinds.future);
  fund(house, { skinAtoms: usdc(100_000), juniorFundAtoms: usdc(500_000) });
  const [gainer, loser] = [house.openAccount(address(1), usdc(2_000_000)), house.openAccount(address(2), usdc(30_000))];
  until(EXPIRY_MS - 3 * MINUTE_MS, 100_000);
  until(EXPIRY_MS - 61_000, 103_000, 30_000);
  say(103_000, 1_000);
  // Whatever the price within the band, the loser has no more to lose than it holds.
  const mark = mustMark(house.state, DATED);
  for (const price of [mark, btcTicks(103_000)]) say(103_000, 1_000, [traded(house, loser, gainer, 50_000n, price)]);
  while (market().status === InstrumentStatus.listed) say(103_000, 30_000);
  for (let block = 0; block < 3; block += 1) say(103_000, 30_000);
  expect(segmentOf(house)).toMatchObject({ skinAtoms: usdc(100_000), juniorFundAtoms: usdc(500_000) });
  expect(equityOf(house, loser)).toBeGreaterThanOrEqual(0);
});

test("NOV-060 from its expiry on nothing trades in a contract, settled or not", () => {
  const { house, until, say, market } = houseOf(kinds.future);
  const [a, b] = [house.openAccount(address(1), usdc(2_000_000)), house.openAccount(address(2), usdc(2_000_000))];
  until(EXPIRY_MS - 30_000, 100_000);
  const outcome = (stepMs: number) =>
    say(100_000, stepMs, [traded(house, a, b, 1n, btcTicks(100_000))]).receipts.at(-1)!.outcomes[0];
  expect(outcome(EXPIRY_MS - 1 - house.timeMs)).toEqual({ accepted: true });
  expect(outcome(1)).toMatchObject({ refusal: { code: "InstrumentExpired", data: { expiryMs: EXPIRY_MS } } });
  expect(market().status).toBe(InstrumentStatus.settled);
  expect(outcome(1_000)).toMatchObject({ refusal: { code: "InstrumentExpired" } });
});

test("NOV-060 SETL-018 SETL-025 a contract that waits for a price is not traded either, and needs the margin of its risk", () => {
  const { house, until, say, market } = houseOf(kinds.future);
  const [a, b] = [house.openAccount(address(1), usdc(100_000)), house.openAccount(address(2), usdc(100_000))];
  until(EXPIRY_MS - 31 * MINUTE_MS, 100_000);
  house.novate(a, b, DATED, 1_000n as never, btcTicks(100_000));
  until(EXPIRY_MS - 29 * MINUTE_MS, 100_000); // two samples of the eight that an average needs
  const feed = house.state.feeds.get(BTC_FEED)!;
  house.state.feeds.put({ ...feed, spec: { ...feed.spec, maxAgeMs: MINUTE_MS } });
  say(null, EXPIRY_MS + 1_000 - house.timeMs, [traded(house, a, b, 1n, btcTicks(100_000))]);
  expect(market()).toMatchObject({ status: InstrumentStatus.listed, fixingSamples: 2 });
  // The average will not decide, so that nothing of it is fixed: the first index will.
  expect(healthOf(house, a).maintenanceAtoms).toBeGreaterThan(usdc(3_000));
  const { receipts } = say(null, 1_000, [traded(house, a, b, 1n, btcTicks(100_000))]);
  expect(receipts[0]!.outcomes[0]).toMatchObject({ refusal: { code: "InstrumentExpired" } });
  for (let block = 0; block < 2; block += 1) say(97_000, 1_000);
  expect(market()).toMatchObject({ status: InstrumentStatus.settled });
  expect(Number(market().settlementTicks)).toBeCloseTo(970_000, -1);
});

test("SETL-023 a settled contract needs no margin while it waits for its payment", () => {
  const { house, until, say, market } = houseOf(kinds.call);
  const [a, b] = [house.openAccount(address(1), usdc(100_000)), house.openAccount(address(2), usdc(100_000))];
  until(EXPIRY_MS - 31 * MINUTE_MS, 100_000);
  house.novate(a, b, DATED, 1_000n as never, ticks(10_000n));
  until(EXPIRY_MS - 1_000, 100_000);
  house.house.emit({
    type: "InstrumentSettled",
    instrumentId: DATED,
    settlementTicks: btcTicks(1_000),
    rung: 0,
    settledAtMs: house.timeMs,
  });
  for (const account of [a, b]) expect(healthOf(house, account)).toMatchObject({ initialAtoms: 0n, isPriced: true });
  expect(isManaged(house, b)).toBe(false);
  say(100_000, 1_000);
  expect(market().openLots).toBe(0n);
});

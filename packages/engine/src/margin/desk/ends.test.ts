/**
 * Goal: an account's equity has two ends that part without a jump, that a hedge does not pay for, and that help nobody for ever.
 * Method: accounts over two markets; prices that age, doubt that grows, marks that move, one at a time; then any of them.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, ppm } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { forwardFeed } from "../../governance/founding/index.ts";
import { type Health, mustBeManaged } from "../../ledger/health.ts";
import { mustMark } from "../../ledger/mark.ts";
import { markInstruments } from "../../oracle/marks.ts";
import { mustGet } from "../../state/state.ts";
import { listCall, listFuture, listPut } from "../../testing/contracts.ts";
import { ETH_FEED, ETH_MARKET, ETH_PERP } from "../../testing/ethMarket.ts";
import { createTestHouse, type TestHouse } from "../../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  btcTicks,
  GENESIS_MS,
  perpLots,
  testGenesis,
  UNDERLYING,
  USDC_FEED,
  usdc,
} from "../../testing/testMarket.ts";

const FUTURE = 5;
const CHANGES = [...ETH_MARKET, listFuture(GENESIS_MS + 90 * DAY_MS, { instrumentId: FUTURE })];

/** Two accounts, one long what the other is short. */
function scene() {
  const house = createTestHouse(testGenesis({ changes: CHANGES }));
  house.setPrice(ETH_FEED, 4_000);
  const ids = [house.openAccount(address(1), usdc(500_000)), house.openAccount(address(2), usdc(500_000))] as const;
  const hold = (instrumentId: number, size: number, price = 100_000) =>
    house.novate(ids[0], ids[1], instrumentId, perpLots(size), btcTicks(price));
  const health = (index: 0 | 1 = 0): Health => house.house.margin.assess(house.state, house.account(ids[index]));
  const widths = (index: 0 | 1 = 0) => {
    const { equityLowAtoms, equityAtoms, equityHighAtoms } = health(index);
    return [equityAtoms - equityLowAtoms, equityHighAtoms - equityAtoms];
  };
  return { house, ids, hold, health, widths };
}

/** The index and the marks again, with this doubt about the index. */
function doubt({ house, state, timeMs }: TestHouse, feedId: number, dollars: number, confidence: bigint): void {
  const value = BigInt(dollars) * 100_000_000n;
  const price = { feedId, value, confidence, low: value - confidence, high: value + confidence };
  house.emit({ type: "FeedAggregated", ...price, sourceCount: 3, aggregatedAtMs: timeMs });
  expect(state.feeds.get(feedId)?.confidence).toBe(confidence);
}

test("MARG-090 a fresh price without doubt is a point; doubt moves equity by the net delta times it, both ways", () => {
  const { house, hold, widths } = scene();
  hold(BTC_PERP, 2_000);
  expect(widths()).toEqual([0n, 0n]);
  doubt(house, BTC_FEED, 100_000, 100_000_000_000n); // a thousand dollars
  for (const index of [0, 1] as const) expect(widths(index)).toEqual([usdc(2_000), usdc(2_000)]);
});

test("MARG-091 a hedge in one underlying pays nothing, however old the price; in two it pays for both", () => {
  const hedged = scene();
  hedged.hold(BTC_PERP, 2_000);
  hedged.hold(FUTURE, -2_000);
  const apart = scene();
  apart.hold(BTC_PERP, 2_000);
  apart.hold(ETH_PERP, -50_000, 4_000); // two hundred thousand dollars each
  for (const { house } of [hedged, apart]) {
    doubt(house, BTC_FEED, 100_000, 100_000_000_000n);
    house.openBlock(house.timeMs + 2 * DAY_MS);
  }
  for (const width of hedged.widths()) expect(width).toBeLessThan(usdc(1));
  const alone = scene();
  alone.hold(BTC_PERP, 2_000);
  doubt(alone.house, BTC_FEED, 100_000, 100_000_000_000n);
  alone.house.openBlock(alone.house.timeMs + 2 * DAY_MS);
  expect(apart.widths()[0]).toBeGreaterThan(alone.widths()[0]!);
});

test("ORCL-062 MARG-090 ends part from nothing as a feed falls late, and then only widen until the term", () => {
  const { house, hold, widths } = scene();
  hold(BTC_PERP, 2_000);
  const lateAtMs = house.timeMs + DAY_MS; // feeds of the test market stay fresh for a day
  house.openBlock(lateAtMs);
  expect(widths()).toEqual([0n, 0n]);
  let before = 0n;
  for (const overdue of [1, 1_000, MINUTE_MS, HOUR_MS, DAY_MS]) {
    house.openBlock(lateAtMs + overdue);
    const [below, above] = widths();
    expect(below).toBe(above);
    expect(below).toBeGreaterThan(before);
    if (overdue === 1) expect(below).toBeLessThan(usdc(5)); // of two hundred thousand
    before = below!;
  }
});

test("MARG-090 ORCL-060 a deep source that stands apart above moves the upper end of a long alone", () => {
  const { house, hold, widths } = scene();
  hold(BTC_PERP, 1_000);
  const value = 10_000_000_000_000n;
  const price = { feedId: BTC_FEED, value, confidence: 0n, low: value, high: (value * 19n) / 10n };
  house.house.emit({ type: "FeedAggregated", ...price, sourceCount: 3, aggregatedAtMs: house.timeMs });
  expect(widths()).toEqual([0n, usdc(90_000)]);
  expect(widths(1)).toEqual([usdc(90_000), 0n]);
});

test("MARG-092 E− is no better and E+ no worse than at the median marks, nor than at the index", () => {
  const { house, hold, health, widths } = scene();
  hold(BTC_PERP, 1_000);
  house.openBlock(house.timeMs + 60_000);
  house.setPrice(BTC_FEED, 97_000); // the median is still 100,000
  expect(widths()).toEqual([0n, usdc(3_000)]);
  expect(widths(1)).toEqual([usdc(3_000), 0n]);
  house.openBlock(house.timeMs + 60_000); // it lasted
  expect(widths()).toEqual([0n, 0n]);
  house.house.emit({
    type: "MarkSet",
    instrumentId: BTC_PERP,
    markTicks: btcTicks(98_000),
    markedAtMs: house.timeMs - 40_000,
    basisE6: 0n,
  });
  expect(widths()).toEqual([usdc(1_000), 0n]); // a mark a thousand dollars above its index
  expect(health(1).equityHighAtoms - health(1).equityAtoms).toBe(usdc(1_000));
});

test("MARG-093 a forward of its own moves equity by the net delta of its expiry times its doubt", () => {
  const FORWARD_FEED = 9;
  const [near, far] = [30, 60].map((days) => GENESIS_MS + days * DAY_MS) as [number, number]; // two of them
  const changes = [
    forwardFeed({ feedId: FORWARD_FEED, symbol: "BTC-30D/USD" }),
    listFuture(near, { instrumentId: 6 }, FORWARD_FEED),
    listFuture(far, { instrumentId: 7 }),
  ];
  const house = createTestHouse(testGenesis({ changes }));
  const [left, right] = [house.openAccount(address(1), usdc(500_000)), house.openAccount(address(2), usdc(500_000))];
  doubt(house, FORWARD_FEED, 100_000, 20_000_000_000n); // two hundred dollars
  const width = () => {
    const { equityLowAtoms, equityAtoms } = house.house.margin.assess(house.state, house.account(left));
    return equityAtoms - equityLowAtoms;
  };
  house.novate(left, right, 6, perpLots(1_000), btcTicks(100_000));
  expect(width()).toBe(usdc(200));
  house.novate(left, right, 7, perpLots(-1_000), btcTicks(100_000)); // a hedge of the index, not of the forward
  expect(width()).toBe(usdc(200));
  house.openBlock(house.timeMs + DAY_MS); // as old as it may be
  expect(width()).toBe(usdc(200));
  house.openBlock(house.timeMs + HOUR_MS);
  house.setPrice(BTC_FEED, 100_000);
  expect(width()).toBeGreaterThan(usdc(250));
  expect(width()).toBeLessThan(usdc(500)); // a fifth of half a percent and more, in an hour
});

test("MARG-097 doubt about a surface moves equity by the net vega times it, and nets with it", () => {
  const [strike, expiryMs] = [btcTicks(100_000), GENESIS_MS + 30 * DAY_MS] as const;
  const house = createTestHouse(
    testGenesis({
      changes: [listCall(strike, expiryMs, { instrumentId: 6 }), listPut(strike, expiryMs, { instrumentId: 7 })],
    }),
  );
  const underlying = mustGet(house.state.underlyings, UNDERLYING);
  const slices = [{ expiryMs, aE9: 20_000_000n, bE9: 20_000_000n, rhoE9: 0n, mE9: 0n, sigmaE9: 100_000_000n }];
  const surface = { slices, surfaceAtMs: house.timeMs, surfaceTakenAtMs: house.timeMs, surfacePublisherId: 1 };
  house.state.underlyings.put({ ...underlying, ...surface, surfaceHalfWidthPpm: ppm(20_000n) }); // two points
  markInstruments(house.house, UNDERLYING);
  const [left, right] = [house.openAccount(address(1), usdc(500_000)), house.openAccount(address(2), usdc(500_000))];
  const width = () => {
    const { equityLowAtoms, equityAtoms } = house.house.margin.assess(house.state, house.account(left));
    return equityAtoms - equityLowAtoms;
  };
  house.novate(left, right, 6, perpLots(1_000), mustMark(house.state, 6));
  const vega = width() / 2n; // of a bitcoin's call at the money: F·√(30 d/365)·φ(0) a point
  expect(vega).toBeGreaterThan(usdc(105));
  expect(vega).toBeLessThan(usdc(120));
  house.novate(left, right, 7, perpLots(-1_000), mustMark(house.state, 7));
  expect(width()).toBeLessThan(usdc(1)); // a put has the vega of its call
});

test("MARG-094 margin and what may leave are held against the low end", () => {
  const { house, hold, health } = scene();
  hold(BTC_PERP, 1_000);
  const figures = ({ initialEquityAtoms, settledEquityAtoms, initialAtoms }: Health) =>
    [initialEquityAtoms, settledEquityAtoms, initialAtoms] as const;
  const [initialEquity, settledEquity, initial] = figures(health());
  doubt(house, BTC_FEED, 100_000, 100_000_000_000n);
  expect(figures(health())).toEqual([initialEquity - usdc(1_000), settledEquity - usdc(1_000), initial]);
});

test("MARG-096 beyond the term an unknown position raises E+ no more, and still lowers E−", () => {
  const { house, hold, widths, health } = scene();
  hold(ETH_PERP, 50_000, 4_000);
  house.openBlock(house.timeMs + 2 * DAY_MS); // a day fresh, a day unknown
  expect(widths()[1]).toBeGreaterThan(0n);
  house.openBlock(house.timeMs + 1);
  expect(widths()[1]).toBe(0n);
  expect(widths()[0]).toBeGreaterThan(0n);
  expect([health().knownMaintenanceAtoms, health().isPriced]).toEqual([0n, false]);
});

test("MARG-090 E− ≤ E ≤ E+ for every account, whatever aged, moved or came apart", () => {
  const act = fc.record({
    ms: fc.constantFrom(1, 1_000, MINUTE_MS, HOUR_MS, DAY_MS, 10 * DAY_MS),
    feed: fc.constantFrom(0, BTC_FEED, ETH_FEED, USDC_FEED),
    move: fc.integer({ min: -50, max: 50 }),
    confidence: fc.constantFrom(0n, 1n, 10n ** 8n, 10n ** 11n),
    instrument: fc.constantFrom(BTC_PERP, ETH_PERP, FUTURE),
    size: fc.integer({ min: -3_000, max: 3_000 }),
    satoshi: fc.constantFrom(0, 0, 1, 100_000_000),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      const { house, hold, health, ids } = scene();
      const prices = new Map([[BTC_FEED, 100_000], [ETH_FEED, 4_000], [USDC_FEED, 1]]); // biome-ignore format: a table
      for (const { ms, feed, move, confidence, instrument, size, satoshi } of acts) {
        house.openBlock(house.timeMs + ms);
        if (feed !== 0) {
          const dollars = Math.max(1, Math.round((prices.get(feed)! * (1_000 + move)) / 1_000));
          prices.set(feed, dollars);
          house.setPrice(feed, dollars);
          doubt(house, feed, dollars, confidence);
        }
        if (size !== 0) hold(instrument, size);
        if (satoshi !== 0) house.deposit(ids[0], BTC, btc(BigInt(satoshi)));
        for (const index of [0, 1] as const) {
          const { equityLowAtoms, equityAtoms, equityHighAtoms, knownMaintenanceAtoms, isPriced, maintenanceAtoms } =
            health(index);
          expect(equityLowAtoms).toBeLessThanOrEqual(equityAtoms);
          expect(equityAtoms).toBeLessThanOrEqual(equityHighAtoms);
          if (isPriced) expect(knownMaintenanceAtoms).toBe(maintenanceAtoms);
        }
      }
    }),
    { numRuns: 150, seed: 20_251_010 },
  );
});

test("INV-013 whoever is in good standing at some price inside the interval is not managed while equity is there", () => {
  const figure = fc.integer({ min: 0, max: 8_000 });
  let managed = 0;
  fc.assert(
    fc.property(figure, figure, fc.integer({ min: 5_000, max: 40_000 }), fc.boolean(), (below, above, cash, isLong) => {
      const house = createTestHouse();
      const ids = [house.openAccount(address(1), usdc(cash)), house.openAccount(address(2), usdc(500_000))] as const;
      house.novate(ids[isLong ? 0 : 1], ids[isLong ? 1 : 0], BTC_PERP, perpLots(1_000), btcTicks(100_000));
      const value = 10_000_000_000_000n;
      const [low, high] = [value - BigInt(below) * 100_000_000n, value + BigInt(above) * 100_000_000n];
      const index = {
        feedId: BTC_FEED,
        value,
        confidence: 0n,
        low,
        high,
        sourceCount: 3,
        aggregatedAtMs: house.timeMs,
      };
      house.house.emit({ type: "FeedAggregated", ...index });
      const health = house.house.margin.assess(house.state, house.account(ids[0]));
      if (!mustBeManaged(health)) return;
      managed += 1;
      for (const move of [-below, -below / 2, 0, above / 2, above])
        expect(cash + (isLong ? move : -move)).toBeLessThan(Number(health.maintenanceAtoms) / 1e6);
    }),
    { numRuns: 200, seed: 20_251_010 },
  );
  expect(managed).toBeGreaterThan(10); // the law is not empty
});

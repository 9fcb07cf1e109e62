/**
 * Goal: a forward that goes quiet keeps its distance from the index instead of falling onto it, and one that never spoke marks
 * nothing. Method: whole blocks in which an index and a forward are said, and then the index alone.
 */
import { MarketMode } from "@novate/codec";
import { MINUTE_MS } from "@novate/num";
import { describe, expect, test } from "vitest";
import { forwardFeed } from "../governance/founding/index.ts";
import { positionOf } from "../ledger/balances.ts";
import { mustMark } from "../ledger/mark.ts";
import { mustGet } from "../state/state.ts";
import { listFuture } from "../testing/contracts.ts";
import { eventsOf } from "../testing/crisis.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, BTC_FEED, btcTicks, perpLots, usdc } from "../testing/testMarket.ts";
import { EXPIRY_MS, FORWARD_FEED, sayAll, surfaceHouse } from "./surfaces.fixture.ts";

const FUTURE = 4;
const future = listFuture(EXPIRY_MS, { instrumentId: FUTURE }, FORWARD_FEED);
const house = () => surfaceHouse([1], [future]);
const say = (test: TestHouse, dollars: number, forward?: number, stepMs = 1_000) =>
  sayAll(test, [{ publisherId: 1, dollars, ...(forward === undefined ? {} : { forward }) }], stepMs);
const marketOf = (test: TestHouse) => mustGet(test.state.markets, FUTURE);

describe("a quiet forward", () => {
  test("ORCL-112 ORCL-113 keeps its last ratio to the index", () => {
    const test = house();
    say(test, 100_000, 106_000);
    expect(mustGet(test.state.feeds, FORWARD_FEED)).toMatchObject({ ratioE9: 1_060_000_000n, ratioAtMs: test.timeMs });
    say(test, 100_000, undefined, MINUTE_MS);
    say(test, 100_100, undefined, MINUTE_MS);
    expect(mustMark(test.state, FUTURE)).toBe(btcTicks(106_106));
    say(test, 100_100, 108_000);
    expect(mustMark(test.state, FUTURE)).toBe(btcTicks(108_000));
  });

  test("ORCL-113 has no ratio to an index whose jump still waits", () => {
    const test = house();
    say(test, 100_000, 106_000);
    say(test, 95_000, 100_700);
    expect(mustGet(test.state.feeds, FORWARD_FEED)).toMatchObject({
      value: 10_070_000_000_000n,
      ratioE9: 1_060_000_000n,
    });
    say(test, 95_001, 100_700);
    say(test, 95_001, 100_701);
    expect(mustGet(test.state.feeds, FORWARD_FEED).ratioE9).toBe((10_070_100n * 10n ** 9n) / 9_500_100n);
  });

  test("ORCL-113 whose index is silent through a move of both does not stand apart by it", () => {
    const test = house();
    const feed = mustGet(test.state.feeds, BTC_FEED);
    test.state.feeds.put({ ...feed, spec: { ...feed.spec, maxAgeMs: MINUTE_MS } });
    for (let block = 0; block < 4; block += 1) say(test, 100_000 + (block % 2), 100_000 + (block % 2), 10_000);
    for (let block = 0; block < 4; block += 1)
      sayAll(test, [{ publisherId: 1, forward: 96_000 + (block % 2) }], 10_000); // the index is fresh, and of before
    expect(mustGet(test.state.feeds, FORWARD_FEED)).toMatchObject({
      value: 9_600_100_000_000n,
      ratioE9: 1_000_000_000n,
    });
    for (let block = 0; block < 12; block += 1) say(test, 96_000 + (block % 2), undefined, 10_000);
    expect(Number(mustMark(test.state, FUTURE)) / Number(btcTicks(96_001))).toBeCloseTo(1, 4);
  });

  test("ORCL-112 closes nobody out at the index", () => {
    const test = house();
    say(test, 100_000, 106_000);
    say(test, 100_001, 106_001);
    const [long, short] = [test.openAccount(address(1), usdc(195_000)), test.openAccount(address(2), usdc(3_000_000))];
    test.novate(long, short, FUTURE, perpLots(10_000), btcTicks(106_000));
    for (let block = 0; block < 14; block += 1) {
      const { events } = say(test, 100_000 + (block % 2), undefined, 10_000);
      expect(eventsOf(events, "AccountManaged")).toEqual([]);
    }
    expect(positionOf(test.account(long), FUTURE)?.lots).toBe(10_000n);
  });

  test("ORCL-113 has the ratio of the last block in which both were known, in units of the index", () => {
    const coarse = forwardFeed({ feedId: 11, symbol: "BTC/USD coarse", decimals: 2, maxAgeMs: MINUTE_MS });
    const test = surfaceHouse([1], [coarse, listFuture(EXPIRY_MS + 1, { instrumentId: 5 }, 11)]);
    say(test, 100_000);
    test.house.emit({
      type: "FeedAggregated",
      feedId: 11,
      value: 10_500_000n, // 105,000 dollars in cents
      confidence: 0n,
      low: 10_500_000n,
      high: 10_500_000n,
      sourceCount: 1,
      aggregatedAtMs: test.timeMs + 1_000,
    });
    say(test, 100_000);
    expect(mustGet(test.state.feeds, 11).ratioE9).toBe(1_050_000_000n);
    expect(mustMark(test.state, 5)).toBe(btcTicks(105_000));
  });
});

test("ORCL-114 a forward that has never had a price marks nothing and opens no market", () => {
  const test = house();
  const marked = marketOf(test).mark;
  say(test, 100_000);
  say(test, 100_001);
  expect(marketOf(test)).toMatchObject({ mark: marked, mode: MarketMode.closeOnly });
  say(test, 100_000, 106_000);
  expect(marketOf(test)).toMatchObject({ mark: { priceTicks: btcTicks(106_000) }, mode: MarketMode.open });
});

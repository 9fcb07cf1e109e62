/**
 * Goal: a pair has its credit while its realised correlation holds, and every sample is kept as the rules say.
 * Method: two underlyings that move together, then apart, a quarter of an hour at a time.
 */
import { DAY_MS } from "@novate/num";
import { beforeEach, expect, test } from "vitest";
import { samplesOf } from "../ledger/sampleRing.ts";
import { pairKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { ETH, ETH_FEED, ETH_MARKET } from "../testing/ethMarket.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { BTC_FEED, SEGMENT, testGenesis, UNDERLYING } from "../testing/testMarket.ts";
import { judgeCreditPairs } from "./creditPairs.ts";
import { sampleMoves } from "./moveSamples.ts";

const QUARTER_MS = 900_000;
let market: TestHouse;
let prices: Map<number, number>;
beforeEach(() => {
  market = createTestHouse(testGenesis({ changes: ETH_MARKET }));
  prices = new Map([
    [BTC_FEED, 100_000],
    [ETH_FEED, 4_000],
  ]);
});

const segment = () => mustGet(market.state.segments, SEGMENT);
const pair = () => mustGet(market.state.creditPairs, pairKey(SEGMENT, UNDERLYING, ETH));

/** One block later, with each price moved by so many thousandths; returns whether a sample was taken. */
function move(btcMove: number, ethMove: number, stepMs = QUARTER_MS): boolean {
  market.openBlock(market.timeMs + stepMs);
  const { house, timeMs } = market;
  for (const [feedId, thousandths] of [
    [BTC_FEED, btcMove],
    [ETH_FEED, ethMove],
  ] as const) {
    const dollars = (prices.get(feedId)! * (1_000 + thousandths)) / 1_000;
    prices.set(feedId, dollars);
    const value = BigInt(Math.round(dollars * 1e8));
    house.emit({
      type: "FeedAggregated",
      feedId,
      value,
      confidence: 0n,
      low: value,
      high: value,
      sourceCount: 1,
      aggregatedAtMs: timeMs,
    });
  }
  const isSampled = sampleMoves(house, segment());
  if (isSampled) judgeCreditPairs(house, SEGMENT);
  return isSampled;
}

test("FCST-046 FCST-071 a sample is taken a quarter of an hour after the last, with the moves of all since then", () => {
  expect(move(0, 0)).toBe(true);
  expect(move(5, 5, QUARTER_MS - 1)).toBe(false);
  expect(move(0, 5, 1)).toBe(true);
  const [first, second] = samplesOf(market.state, segment());
  expect(first!.entries.map(({ isMove, moveE6 }) => [isMove, moveE6])).toEqual([
    [false, 0n],
    [false, 0n],
  ]);
  // 60 % a year is 0.3204 % in a quarter of an hour: half a percent is 1.56 deviations.
  expect(Number(second!.entries[0]!.moveE6)).toBeCloseTo(1_560_000, -4);
  expect(second!.entries[1]!.moveE6).toBeGreaterThan(2n * second!.entries[0]!.moveE6);
});

test("FCST-073 an underlying without a fresh price has no part in a sample, and no move after it", () => {
  move(0, 0);
  market.openBlock(market.timeMs + 2 * DAY_MS);
  const { house, timeMs } = market;
  const value = 9_000_000_000_000n;
  house.emit({
    type: "FeedAggregated",
    feedId: BTC_FEED,
    value,
    confidence: 0n,
    low: value,
    high: value,
    sourceCount: 1,
    aggregatedAtMs: timeMs,
  });
  sampleMoves(house, segment());
  expect(samplesOf(market.state, segment())[1]!.entries.map(({ underlyingId }) => underlyingId)).toEqual([UNDERLYING]);
  move(1, 1);
  expect(samplesOf(market.state, segment())[2]!.entries.map(({ isMove }) => isMove)).toEqual([true, false]);
});

test("FCST-074 the ring keeps the last 256 samples", () => {
  for (let block = 0; block < 260; block += 1) move(block % 3, 0);
  expect(market.state.moves.size).toBe(256);
  expect(samplesOf(market.state, segment()).map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 256 }, (_, index) => index + 5),
  );
});

test("MARG-023 MARG-074 MARG-075 MARG-101 a pair gains its credit once sixteen moves correlate, and loses it below the lower threshold only", () => {
  move(0, 0);
  for (let block = 0; block < 15; block += 1) move(block % 2 === 0 ? 4 : -3, block % 2 === 0 ? 8 : -6);
  expect(pair()).toMatchObject({ isHolding: false, correlationPpm: 0n }); // fifteen moves are too few to say
  move(4, 8);
  expect(pair().isHolding).toBe(true);
  expect(pair().correlationPpm).toBeGreaterThan(990_000n);

  let between = false;
  for (let block = 0; pair().isHolding && block < 100; block += 1) {
    move(block % 2 === 0 ? 4 : -3, block % 2 === 0 ? -6 : 8);
    between ||= pair().isHolding && pair().correlationPpm < 800_000n;
  }
  expect(between).toBe(true); // it kept its credit between the thresholds
  expect(pair().isHolding).toBe(false);
  expect(pair().correlationPpm).toBeLessThan(500_000n);
  const { lapsesAtMs } = pair();
  expect(lapsesAtMs).toBe(market.timeMs + QUARTER_MS);
  move(4, -6);
  expect(pair()).toMatchObject({ isHolding: false, lapsesAtMs }); // judged anew, it ends no later
});

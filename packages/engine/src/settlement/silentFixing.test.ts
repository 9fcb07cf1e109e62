/**
 * Goal: publishers of more than a third of the weight neither freeze nor move by silence what a contract settles at.
 * Method: whole blocks of three publishers; the same window with the third one speaking, and silent in parts of it.
 */
import { MINUTE_MS } from "@novate/num";
import { describe, expect, test } from "vitest";
import { mustGet } from "../state/state.ts";
import { BTC_FEED, SEGMENT } from "../testing/testMarket.ts";
import { dollarsOf, EXPIRY_MS, OLD, scene } from "./fixings.fixture.ts";

const WINDOW_MS = 30 * MINUTE_MS;
/** A sample, and one that a jump's first minute takes: of a jump of a tenth. */
const TWO_SAMPLES = 2 * (10_000 / 31);

type Third = (minute: number, dollars: number) => number | null;

/** What a future settles at, if its index jumps a tenth in the window's minute `at` and the third publisher says this. */
function settledAt(third: Third, at: number): number {
  const { house, say, until, market } = scene();
  until(EXPIRY_MS - 2 * WINDOW_MS + 10 * MINUTE_MS, OLD);
  const startMs = EXPIRY_MS - WINDOW_MS;
  for (let blocks = 0; market().settlementTicks === null && blocks < 400; blocks += 1) {
    const minute = (house.timeMs + 20_000 - startMs) / MINUTE_MS;
    const dollars = minute >= at ? 110_000 : 100_000;
    say([dollars, dollars + 10, third(minute, dollars)]);
  }
  return dollarsOf(market().settlementTicks!);
}

const honest: Third = (_, dollars) => dollars;
const SILENCES: readonly (readonly [name: string, third: Third])[] = [
  ["from before the window on", (minute) => (minute < -2 ? 100_000 : null)],
  ["from a quarter on, as soon as its samples would decide", (minute, dollars) => (minute < 9 ? dollars : null)],
  ["from the jump on", (_, dollars) => (dollars === 100_000 ? dollars : null)],
  ["in the middle, and back with the jump", (minute, dollars) => (minute > 8 && minute < 22 ? null : dollars)],
  ["in the middle, and back with what was before", (minute) => (minute > 8 && minute < 22 ? null : 100_000)],
  ["in the middle, and back with a jump of its own", (minute) => (minute > 8 && minute < 22 ? null : 150_000)],
  ["every other minute", (minute, dollars) => (Math.floor(minute) % 2 === 0 ? null : dollars)],
  ["but for a word that keeps the feed young", (minute) => (Math.floor(minute * 3) % 6 === 0 ? 100_000 : null)],
];

describe.each([
  ["up late", 20],
  ["up early", 10],
])("SETL-068 with the index %s", (_, at) => {
  test.each(SILENCES)("a third that is silent %s changes what is paid by two samples at most", (_name, third) => {
    expect(Math.abs(settledAt(third, at) - settledAt(honest, at))).toBeLessThan(TWO_SAMPLES);
  });
});

test("SETL-068 what most say counts those who are silent at the last price, so that nobody gains by silence over a lie", () => {
  const { say, until, market } = scene();
  until(EXPIRY_MS - 10 * MINUTE_MS, OLD);
  for (let block = 0; block < 7; block += 1) say([101_000, 102_000, null]);
  const { fixingSum, fixingSamples } = market();
  for (let block = 0; block < 3; block += 1) say([101_000, 102_000, null]);
  expect(market().fixingSamples).toBe(fixingSamples + 1);
  expect(Number(market().fixingSum - fixingSum) / 1e8).toBeCloseTo(101_000, -1); // 35 at 100,000, 33 at 101,000
});

test("SETL-068 without more than half of the weight nothing is a sample", () => {
  const { say, until, market } = scene();
  until(EXPIRY_MS - 10 * MINUTE_MS, OLD);
  for (let block = 0; block < 14; block += 1) say([200_000, null, null]); // the others' words are too old by then
  const before = market();
  for (let block = 0; block < 12; block += 1) say([200_000, null, null]);
  expect(market()).toMatchObject({ fixingSum: before.fixingSum, fixingSamples: before.fixingSamples });
});

test.each([
  ["above", 500_000, 102_000],
  ["below", 1_000, 100_000],
])(
  "SETL-068 honest silence of a third and lies %s of another leave a sample between the last price and the truth",
  (_, lie, least) => {
    const { say, until, market } = scene();
    until(EXPIRY_MS - 10 * MINUTE_MS, OLD);
    for (let block = 0; block < 7; block += 1) say([lie, 102_000, null]);
    const { fixingSum } = market();
    for (let block = 0; block < 3; block += 1) say([lie, 102_000, null]);
    expect(Math.abs(Number(market().fixingSum - fixingSum) / 1e8 - least)).toBeLessThan(1);
  },
);

test("SETL-069 a last price from before twice the window makes no sample without a quorum", () => {
  const { house, say, until, market } = scene();
  until(house.timeMs + 2 * MINUTE_MS, OLD);
  const segment = mustGet(house.state.segments, SEGMENT);
  const clearing = { ...segment.parameters.clearing, expiryWindowMs: 20 * MINUTE_MS };
  house.state.segments.put({ ...segment, parameters: { ...segment.parameters, clearing } });
  while (house.timeMs < EXPIRY_MS) say([101_000, 101_000, null]);
  expect(market()).toMatchObject({ fixingSamples: 0, settlementTicks: null });
});

test.each([true, false])(
  "SETL-066 who falls silent after a jump's first word (%s) or before it makes no last index final, and the next price decides",
  (speaksAtJump) => {
    const { house, say, until, market } = scene();
    until(EXPIRY_MS - 40 * MINUTE_MS, OLD);
    while (house.timeMs < EXPIRY_MS - 4 * MINUTE_MS) say([null, null, null]);
    until(EXPIRY_MS - 100_000, OLD); // too few samples
    say([100_000, 100_010, null], 10_000);
    const third = mustGet(house.state.feeds, BTC_FEED).sources.find(({ publisherId }) => publisherId === 3)!;
    const quiet = (sinceMs: number) => {
      const feed = mustGet(house.state.feeds, BTC_FEED);
      const sources = feed.sources.map((each) => (each === third ? { ...each, publishedAtMs: sinceMs } : each));
      house.state.feeds.put({ ...feed, sources }); // its word is about to be too old
    };
    if (!speaksAtJump) quiet(0);
    say([110_000, 110_010, null], 10_000);
    house.state.feeds.put({
      ...mustGet(house.state.feeds, BTC_FEED),
      sources: mustGet(house.state.feeds, BTC_FEED).sources.filter(({ publisherId }) => publisherId !== 3),
    });
    until(EXPIRY_MS + 5 * MINUTE_MS, [110_000, 110_010, null]);
    expect(market().settlementTicks).toBeNull();
    for (let block = 0; block < 4; block += 1) say([110_000, 110_010, 110_000]);
    expect(dollarsOf(market().settlementTicks!)).toBeCloseTo(110_000, -2);
  },
);

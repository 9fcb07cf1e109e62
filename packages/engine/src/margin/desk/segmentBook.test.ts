/**
 * Goal: rows are made anew exactly when something that they are made of has changed, and never depend on when anybody asked.
 * Method: the identity of rows across events on the test house; a second house made at another time as the reference.
 */
import { InstrumentStatus } from "@novate/codec";
import { DAY_MS, ppm, ticks } from "@novate/num";
import { expect, test } from "vitest";
import { mustGet } from "../../state/state.ts";
import { listFuture } from "../../testing/contracts.ts";
import { createTestHouse, type TestHouse } from "../../testing/testHouse.ts";
import { BTC_FEED, BTC_PERP, GENESIS_MS, SEGMENT, testGenesis } from "../../testing/testMarket.ts";
import { SegmentBook } from "./segmentBook.ts";

const DATED = 2;

/** The perpetual's row as the desk has it now. */
function rowOf({ house, state }: TestHouse) {
  const book = house.margin.bookOf(SEGMENT);
  book.context(state);
  return book.book.rowAt(book.indexOf(BTC_PERP))!;
}

/** Which of its rows that is: another one after every time it was made. */
function revisionOf({ house, state }: TestHouse): number {
  const book = house.margin.bookOf(SEGMENT);
  book.context(state);
  return book.book.revisions[book.indexOf(BTC_PERP)]!;
}

test("MARG-111 a block without a new price keeps the rows of perpetuals; a price replaces them, a premium of prints does not", () => {
  const test = createTestHouse();
  const first = revisionOf(test);
  test.openBlock();
  expect(revisionOf(test)).toBe(first);
  test.setPrice(BTC_FEED, 100_001);
  const second = rowOf(test);
  expect(second.markAtoms).toBe(100_001_000); // a thousandth of a bitcoin
  const sample = { premiumPpm: ppm(1_000n), premiumSumE6: 1_000n, samples: 1, sampledAtMs: test.timeMs };
  test.house.emit({ type: "PremiumSampled", instrumentId: BTC_PERP, ...sample });
  expect(rowOf(test)).toEqual(second);
});

test("MARG-002 MARG-003 a price that grows old, or whose sources come apart, raises no requirement", () => {
  const test = createTestHouse();
  const fresh = rowOf(test);
  const revision = revisionOf(test);
  test.openBlock(test.timeMs + 3 * DAY_MS);
  const { value } = mustGet(test.state.feeds, BTC_FEED);
  const price = { feedId: BTC_FEED, value, confidence: value / 10n, low: 0n, high: 2n * value };
  test.house.emit({ type: "FeedAggregated", ...price, sourceCount: 3, aggregatedAtMs: test.timeMs });
  expect(rowOf(test)).toEqual(fresh);
  expect(revisionOf(test)).toBe(revision);
});

test("rows of an underlying with a dated contract follow the clock until it has settled", () => {
  const dated = listFuture(GENESIS_MS + DAY_MS, { instrumentId: DATED });
  const test = createTestHouse(testGenesis({ changes: [dated] }));
  const first = revisionOf(test);
  test.openBlock();
  expect(revisionOf(test)).not.toBe(first);
  const settled = { settlementTicks: ticks(1_000_000n), rung: 0, settledAtMs: test.timeMs };
  test.house.emit({ type: "InstrumentSettled", instrumentId: DATED, ...settled });
  expect(mustGet(test.state.markets, DATED).status).toBe(InstrumentStatus.settled);
  const last = revisionOf(test);
  test.openBlock();
  expect(revisionOf(test)).toBe(last);
});

test("a book made later has the same rows, and says once which underlyings moved", () => {
  const test = createTestHouse();
  const kept = test.house.margin.bookOf(SEGMENT);
  for (const dollars of [100_100, 100_200]) {
    test.openBlock();
    test.setPrice(BTC_FEED, dollars);
    kept.context(test.state);
  }
  test.openBlock();
  const late = new SegmentBook(test.state, mustGet(test.state.segments, SEGMENT), test.house.derived.interest);
  expect(kept.context(test.state)).toEqual(late.context(test.state));
  expect(kept.book.allRows()).toEqual(late.book.allRows());
  expect(kept.takeMoved()).toEqual([0]);
  expect(kept.takeMoved()).toEqual([]);
});

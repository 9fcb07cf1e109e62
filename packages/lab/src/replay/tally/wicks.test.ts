/**
 * Goal: the widest dislocation is found, and a close-out that one source alone justifies is counted. Method: four steps of
 * three sources by hand, with one wick.
 */
import { HOUR_MS, ticks } from "@novate/num";
import { expect, test } from "vitest";
import type { Tape } from "../../tape/types.ts";
import { planTape } from "../house/planTape.ts";
import type { CloseOut } from "./closeOuts.ts";
import type { UsedPrice } from "./prices.ts";
import { findWicks } from "./wicks.ts";

const START_MS = 1_760_131_200_000;
const DOLLAR = 100_000_000n;
const VENUES = ["coinbase", "gemini", "perpetual"];

/** Prices in cents, a row a step and a column a source; null where it printed nothing. */
const ROWS: readonly (readonly (number | null)[])[] = [
  [360, 358, 355],
  [358, 330, 210],
  [356, null, 106],
  [357, 329, 150],
];

const tape: Tape = {
  header: {
    name: "wick",
    fromMs: START_MS,
    toMs: START_MS + 60_000,
    gridMs: 5_000,
    origin: "By hand.",
    underlyings: [{ name: "ATOM", priceDecimals: 2, sizeDecimals: 0 }],
    sources: VENUES.map((venue) => ({ underlying: "ATOM", venue, symbol: "ATOM-USD" })),
  },
  steps: ROWS.map((row, index) => ({
    timeMs: START_MS + 5_000 * (index + 1),
    prints: row.map((cents) => {
      if (cents === null) return undefined;
      const price = ticks(BigInt(cents));
      return { lastTicks: price, lowTicks: price, highTicks: price, size: 1n };
    }),
  })),
};

const indexAt = (step: number, cents: bigint): UsedPrice => ({
  timeMs: START_MS + 5_000 * step,
  index: (cents * DOLLAR) / 100n,
  confidence: DOLLAR / 100n,
  mark: (cents * DOLLAR) / 100n,
});

const wickOf = (prices: readonly UsedPrice[], closeOuts: readonly Partial<CloseOut>[] = []) => {
  const [wick] = findWicks({
    tape,
    plan: planTape(tape),
    used: new Map([["ATOM", prices]]),
    closeOuts: closeOuts.map((one) => ({
      timeMs: START_MS + 15_000,
      accountId: 7,
      underlying: "ATOM",
      isLong: true,
      notionalAtoms: 1n,
      ...one,
    })),
  });
  return wick!;
};

test("LIQ-001 the wick is shown with what others printed and what the house used", () => {
  const wick = wickOf([indexAt(1, 358n), indexAt(2, 330n)]);
  expect(wick.dislocation).toEqual({
    timeMs: START_MS + 15_000,
    venue: "perpetual",
    printed: (106n * DOLLAR) / 100n,
    index: (330n * DOLLAR) / 100n,
    mark: (330n * DOLLAR) / 100n,
    others: [
      { venue: "coinbase", printed: (356n * DOLLAR) / 100n },
      { venue: "gemini", printed: (330n * DOLLAR) / 100n },
    ],
  });
  expect(wick.sources.map(({ lowest }) => lowest)).toEqual([356n, 329n, 106n].map((cents) => (cents * DOLLAR) / 100n));
  expect(wick.lowestIndex).toBe((330n * DOLLAR) / 100n);
});

test.each([
  ["at the median of three", 330n, true, 0],
  ["at the wick itself", 106n, true, 1],
  ["at a price that only the wick has reached", 200n, true, 1],
  ["a short at a price that two have reached", 356n, false, 0],
  ["a short above them all", 400n, false, 1],
])("LIQ-001 a close-out %s", (_, cents, isLong, alone) => {
  const wick = wickOf([indexAt(3, cents)], [{ isLong }]);
  expect([wick.closedOutAccounts, wick.byOneSourceAlone]).toEqual([1, alone]);
});

test("what happened long before or after does not confirm", () => {
  const late = { ...indexAt(3, 330n), timeMs: START_MS + HOUR_MS };
  expect(wickOf([indexAt(1, 358n), late], [{ timeMs: late.timeMs }]).byOneSourceAlone).toBe(1);
});

test("an underlying with one source has no entry", () => {
  const { header, steps } = tape;
  const single: Tape = {
    header: { ...header, sources: header.sources.slice(0, 1) },
    steps: steps.map((step) => ({ ...step, prints: step.prints.slice(0, 1) })),
  };
  const used = new Map([["ATOM", [indexAt(1, 360n)]]]);
  expect(findWicks({ tape: single, plan: planTape(single), used, closeOuts: [] })).toEqual([]);
});

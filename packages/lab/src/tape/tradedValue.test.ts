/** Goal: shares of traded value over a day, in dollars, whatever a source counts in. Method: a tape of three sources by hand. */
import { ticks } from "@novate/num";
import { expect, test } from "vitest";
import { TradedValue } from "./tradedValue.ts";
import type { Tape } from "./types.ts";

const HOUR = 3_600_000;
const print = (dollars: number, size: number) => {
  const at = ticks(BigInt(dollars * 100));
  return { lastTicks: at, lowTicks: at, highTicks: at, size: BigInt(size) };
};
const source = (venue: string) => ({ underlying: "ATOM", venue, symbol: "ATOM" });
const tape: Tape = {
  header: {
    name: "test",
    fromMs: 0,
    toMs: 48 * HOUR,
    gridMs: HOUR,
    origin: "by hand",
    underlyings: [{ name: "ATOM", priceDecimals: 2, sizeDecimals: 0 }],
    sources: [source("coinbase"), source("gemini"), source("binance-delivery")],
  },
  earlier: [{ timeMs: 0, prints: [print(4, 100), undefined, undefined] }], // 400 dollars
  steps: [
    { timeMs: 10 * HOUR, prints: [undefined, print(5, 20), print(4, 50)] }, // 100 dollars, and 50 contracts of ten
    { timeMs: 24 * HOUR, prints: [undefined, undefined, undefined] },
  ],
};

test("a source's share is its part of the day's dollars; a fifth makes it deep; a day later it is forgotten", () => {
  const traded = new TradedValue(tape);
  expect(traded.shareOf(0)).toBeNull();
  traded.advance(10 * HOUR);
  expect([0, 1, 2].map((column) => traded.shareOf(column))).toEqual([0.4, 0.1, 0.5]);
  expect([0, 1, 2].map((column) => traded.isDeep(column))).toEqual([true, false, true]);
  traded.advance(24 * HOUR);
  expect([0, 1, 2].map((column) => traded.shareOf(column))).toEqual([0, 100 / 600, 500 / 600]);
});

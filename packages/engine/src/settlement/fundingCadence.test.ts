/** Goal: funding is a figure over time, not over blocks. Method: the same hours in blocks of several lengths, at one premium. */
import { HOUR_MS, MINUTE_MS, ticks } from "@novate/num";
import { expect, test } from "vitest";
import { createTestHouse } from "../testing/testHouse.ts";
import { BTC_FEED, BTC_PERP, GENESIS_MS } from "../testing/testMarket.ts";
import { advanceFunding } from "./funding.ts";

/** What an hour has paid over three at a premium of a thousandth, with a block every `stepMs`. */
function paidAnHour(stepMs: number): number {
  const test = createTestHouse();
  const startMs = test.timeMs;
  while (test.timeMs < startMs + 3 * HOUR_MS) {
    test.openBlock(Math.min(test.timeMs + stepMs, startMs + 3 * HOUR_MS));
    test.setPrice(BTC_FEED, 100_000);
    const market = test.state.markets.get(BTC_PERP)!;
    test.state.markets.put({ ...market, mark: { priceTicks: ticks(1_001_000n), atMs: test.timeMs } });
    advanceFunding(test.house);
  }
  const { fundingIndexE6, fundedAtMs } = test.state.markets.get(BTC_PERP)!; // it moves once an hour
  return (Number(fundingIndexE6) * HOUR_MS) / (fundedAtMs - GENESIS_MS);
}

test("SETL-060 three hours at one premium pay the same in blocks of a second, of 59 and of 61, but for a slot or two", () => {
  const often = paidAnHour(1_000);
  expect(often).toBeGreaterThan(0);
  for (const stepMs of [10_000, 59_000, 61_000, 2 * MINUTE_MS]) {
    expect(Math.abs(paidAnHour(stepMs) / often - 1)).toBeLessThan(2 / 120);
  }
});

test("SETL-061 a silence of five minutes or more pays for the present slot alone", () => {
  const test = createTestHouse();
  const samplesAfter = (silenceMs: number) => {
    test.openBlock(test.timeMs + silenceMs);
    test.setPrice(BTC_FEED, 100_000);
    const before = test.state.markets.get(BTC_PERP)!.premiumSamples;
    advanceFunding(test.house);
    return test.state.markets.get(BTC_PERP)!.premiumSamples - before;
  };
  samplesAfter(MINUTE_MS);
  expect(samplesAfter(4 * MINUTE_MS)).toBe(4);
  expect(samplesAfter(5 * MINUTE_MS)).toBe(1);
});

test("SETL-063 what prints made fades while the mark stands still, so that a silent index prolongs no premium", () => {
  const test = createTestHouse();
  test.openBlock(test.timeMs + MINUTE_MS);
  test.setPrice(BTC_FEED, 100_000);
  const market = test.state.markets.get(BTC_PERP)!;
  test.state.markets.put({ ...market, mark: { priceTicks: ticks(1_001_000n), atMs: test.timeMs } });
  const sampled = () => {
    const before = test.state.markets.get(BTC_PERP)!;
    advanceFunding(test.house);
    const after = test.state.markets.get(BTC_PERP)!;
    return Number(after.premiumSumE6 - before.premiumSumE6) / (after.premiumSamples - before.premiumSamples);
  };
  expect(sampled()).toBe(1_000);
  for (let n = 0; n < 5; n += 1) {
    test.openBlock(test.timeMs + MINUTE_MS);
    if (n < 4) advanceFunding(test.house);
  }
  expect(sampled()).toBe(500); // a half-life later
});

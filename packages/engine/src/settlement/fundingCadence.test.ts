/** Goal: funding is a figure over time, not over blocks. Method: the same hours in blocks of several lengths, at one premium. */
import { DAY_MS, HOUR_MS, MINUTE_MS, ticks } from "@novate/num";
import { expect, test } from "vitest";
import { createTestHouse } from "../testing/testHouse.ts";
import { BTC_FEED, BTC_PERP, GENESIS_MS, SEGMENT } from "../testing/testMarket.ts";
import { advanceFunding } from "./funding.ts";

/** A premium of a thousandth, which prints have made. */
const PREMIUM = (atMs: number) => ({ mark: { priceTicks: ticks(1_000_000n), atMs }, basisE6: 1_000n * 1_000_000n });

/** What an hour has paid over three at a premium of a thousandth, with a block every `stepMs`. */
function paidAnHour(stepMs: number): number {
  const test = createTestHouse();
  const startMs = test.timeMs;
  const segment = test.state.segments.get(SEGMENT)!;
  const oracle = { ...segment.parameters.oracle, basisHalfLifeMs: 1_000 * DAY_MS }; // one premium: what prints made fades
  test.state.segments.put({ ...segment, parameters: { ...segment.parameters, oracle } });
  while (test.timeMs < startMs + 3 * HOUR_MS) {
    test.openBlock(Math.min(test.timeMs + stepMs, startMs + 3 * HOUR_MS));
    test.setPrice(BTC_FEED, 100_000);
    const market = test.state.markets.get(BTC_PERP)!;
    test.state.markets.put({ ...market, ...PREMIUM(test.timeMs) });
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
    const before = test.state.markets.get(BTC_PERP)!.premiumSamples;
    test.openBlock(test.timeMs + silenceMs);
    test.setPrice(BTC_FEED, 100_000);
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
  test.state.markets.put({ ...market, ...PREMIUM(test.timeMs) });
  for (const fivefold of [871, 758, 660, 574, 500]) {
    const before = test.state.markets.get(BTC_PERP)!;
    test.openBlock(test.timeMs + MINUTE_MS);
    advanceFunding(test.house);
    const after = test.state.markets.get(BTC_PERP)!;
    expect(after.premiumSamples - before.premiumSamples).toBe(1);
    expect(Math.abs(Number(after.premiumSumE6 - before.premiumSumE6) - fivefold)).toBeLessThan(2); // by a half-life in five
  }
});

test("SETL-064 after a gap each slot counts what stood as it began, and nothing what the next mark brings", () => {
  const test = createTestHouse();
  test.openBlock(test.timeMs + MINUTE_MS);
  test.setPrice(BTC_FEED, 100_000);
  const sampled = (gapMs: number) => {
    const before = test.state.markets.get(BTC_PERP)!;
    test.openBlock(test.timeMs + gapMs);
    test.setPrice(BTC_FEED, 100_000);
    test.state.markets.put({ ...test.state.markets.get(BTC_PERP)!, ...PREMIUM(test.timeMs) }); // by prints of the last block
    advanceFunding(test.house);
    const after = test.state.markets.get(BTC_PERP)!;
    return [after.premiumSamples - before.premiumSamples, Number(after.premiumSumE6 - before.premiumSumE6)];
  };
  expect(sampled(4 * MINUTE_MS)).toEqual([4, 0]);
  const [slots, sum] = sampled(4 * MINUTE_MS) as [number, number];
  expect(slots).toBe(4);
  expect(Math.abs(sum - (871 + 758 + 660 + 574))).toBeLessThan(5);
});

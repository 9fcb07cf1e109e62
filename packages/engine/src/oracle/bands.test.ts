/** Goal: the band beyond which a price waits. Method: figures by hand on the test market. */
import { DAY_MS, HOUR_MS, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { BTC_FEED, UNDERLYING, USDC_FEED } from "../testing/testMarket.ts";
import { jumpBandPpm } from "./bands.ts";

const { state } = createTestHouse();
const bandOf = (feedId: number, elapsedMs: number) =>
  Number(jumpBandPpm(state, mustGet(state.feeds, feedId), elapsedMs));

test("ORCL-025 an index may move five sigma of a minute, then seven of ten minutes where that is less, then more with time", () => {
  // 60 % a year: √(1 / 525,600) · 0.6 = 827.6 ppm a minute.
  expect(bandOf(BTC_FEED, 1_000)).toBeCloseTo(5 * 827.6, -2);
  expect(bandOf(BTC_FEED, 60_000)).toBe(bandOf(BTC_FEED, 1_000));
  expect(bandOf(BTC_FEED, 120_000)).toBeCloseTo(5 * 827.6 * Math.SQRT2, -2);
  expect(bandOf(BTC_FEED, HOUR_MS)).toBeCloseTo(5 * 827.6 * Math.sqrt(60), -2);
  const underlying = mustGet(state.underlyings, UNDERLYING);
  state.underlyings.put({ ...underlying, volAnnualPpm: ppm(1_200_000n) });
  expect(bandOf(BTC_FEED, 1_000)).toBeCloseTo(10 * 827.6, -2);
});

test("ORCL-026 a feed behind no underlying may move by a tenth, however long it was silent", () => {
  expect([bandOf(USDC_FEED, 1), bandOf(USDC_FEED, DAY_MS)]).toEqual([100_000, 100_000]);
});

/**
 * Goal: a publisher of somewhat more than a third of the weight keeps a jump from being confirmed, and earns nothing by it where a
 * contract settles. Method: whole blocks of three publishers; the same window with and without the third one's dissent.
 */
import { MINUTE_MS } from "@novate/num";
import { expect, test } from "vitest";
import { dollarsOf, EXPIRY_MS, OLD, scene } from "./fixings.fixture.ts";

/** What it settles at, if from the middle of the window on the third publisher says this. */
function settledAt(dissent: number): number {
  const { until, market } = scene();
  until(EXPIRY_MS - 15 * MINUTE_MS, OLD);
  until(EXPIRY_MS, [110_000, 110_000, dissent]);
  return dollarsOf(market().settlementTicks);
}

test("SETL-067 a third that keeps a jump waiting through the window changes what is paid by less than a sample", () => {
  const honest = settledAt(110_000);
  expect(honest).toBeGreaterThan(104_500);
  expect(Math.abs(settledAt(100_000) - honest)).toBeLessThan(10_000 / 30);
});

test("SETL-065 SETL-067 a first word of a jump is no sample, however long nobody says it again", () => {
  const { say, until, market, isWaiting } = scene();
  until(EXPIRY_MS - 10 * MINUTE_MS, OLD);
  const before = market().fixingSamples;
  say([110_000, 110_000, 110_000]);
  for (let block = 0; block < 4; block += 1) say([null, null, null]);
  say([110_000, null, null]); // again, but no quorum
  expect([isWaiting(), market().fixingSamples]).toEqual([true, before]);
});

test("SETL-066 ORCL-088 with too few samples what is said again for a minute decides, and no index from before it", () => {
  const { house, say, until, market, isWaiting } = scene();
  until(EXPIRY_MS - 40 * MINUTE_MS, OLD);
  while (house.timeMs < EXPIRY_MS - 4 * MINUTE_MS) say([null, null, null]);
  until(EXPIRY_MS - 40_000, OLD); // five samples at most of the eight that decide
  until(EXPIRY_MS, [110_000, 110_000, 100_000]);
  expect([isWaiting(), market().settlementTicks]).toEqual([true, null]);
  until(EXPIRY_MS + 40_000, [110_000, 110_000, 100_000]);
  expect(dollarsOf(market().settlementTicks)).toBeCloseTo(110_000, -1);
});

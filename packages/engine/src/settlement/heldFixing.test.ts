/**
 * Goal: a publisher of somewhat more than a third of the weight keeps a jump from being confirmed, and earns nothing by it where a
 * contract settles. Method: whole blocks of three publishers; the same window with and without the third one's dissent.
 */
import { HOUR_MS, MINUTE_MS } from "@novate/num";
import { expect, test } from "vitest";
import { publisher } from "../governance/founding/index.ts";
import { isHeldBack } from "../ledger/heldBack.ts";
import { mustGet } from "../state/state.ts";
import { listFuture } from "../testing/contracts.ts";
import { listed } from "../testing/governance.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { BTC_FEED, GENESIS_MS, keySigner, PUBLISHER_SIGNER, testGenesis } from "../testing/testMarket.ts";
import { wordsAt } from "../testing/trades.ts";

const EXPIRY_MS = GENESIS_MS + HOUR_MS;
const DATED = 3;
const WEIGHTS = [33, 32, 35];

/** Each block every publisher says its price; null is silence. Prices differ by cents, so that nobody seems frozen. */
function scene() {
  const weights = WEIGHTS.map((weight, place) => ({ publisherId: place + 1, weight }));
  const feed = {
    ...listed("RegisterFeed", ({ feedId }) => feedId === BTC_FEED),
    weights,
    quorum: 2,
    maxAgeMs: 2 * MINUTE_MS,
  };
  const signers = [PUBLISHER_SIGNER, keySigner(2), keySigner(3)];
  const others = [2, 3].map((id) => publisher(id, signers[id - 1]!, WEIGHTS[id - 1]!));
  const house = createTestHouse(
    testGenesis({ changes: [feed, ...others, listFuture(EXPIRY_MS, { instrumentId: DATED })] }),
  );
  let turn = 0;
  const say = (prices: readonly (number | null)[], stepMs = 20_000) => {
    turn += 1;
    const publishedAtMs = house.timeMs + stepMs;
    const asked = prices.flatMap((dollars, place) => {
      if (dollars === null) return [];
      const observations = wordsAt(house, publishedAtMs, [[BTC_FEED, dollars + (turn % 2) / 100]]);
      const command = { type: "SubmitObservations", publisherId: place + 1, observations, surfaces: [] } as const;
      return [{ command, signer: signers[place]! }];
    });
    runBlock(house, asked, stepMs);
  };
  const until = (timeMs: number, prices: readonly (number | null)[]) => {
    while (house.timeMs < timeMs) say(prices, Math.min(20_000, timeMs - house.timeMs));
  };
  const market = () => mustGet(house.state.markets, DATED);
  const isWaiting = () => isHeldBack(mustGet(house.state.feeds, BTC_FEED));
  return { house, say, until, market, isWaiting };
}

const OLD = [100_000, 100_000, 100_000];
const dollarsOf = (settlementTicks: bigint | null) => Number(settlementTicks) / 10;

/** What it settles at, if from the middle of the window on the third publisher says this. */
function settledAt(dissent: number): number {
  const { until, market, isWaiting } = scene();
  until(EXPIRY_MS - 15 * MINUTE_MS, OLD);
  until(EXPIRY_MS, [110_000, 110_000, dissent]);
  expect(isWaiting()).toBe(dissent === 100_000);
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

test("SETL-066 SETL-067 with too few samples what is said again for a minute decides, and no index from before it", () => {
  const { house, say, until, market, isWaiting } = scene();
  until(EXPIRY_MS - 40 * MINUTE_MS, OLD);
  while (house.timeMs < EXPIRY_MS - 4 * MINUTE_MS) say([null, null, null]);
  until(EXPIRY_MS - 40_000, OLD); // five samples at most of the eight that decide
  until(EXPIRY_MS, [110_000, 110_000, 100_000]);
  expect([isWaiting(), market().settlementTicks]).toEqual([true, null]);
  until(EXPIRY_MS + 40_000, [110_000, 110_000, 100_000]);
  expect(dollarsOf(market().settlementTicks)).toBeCloseTo(110_000, -1);
});

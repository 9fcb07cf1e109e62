/**
 * A future on its way to settlement, and three publishers of which none has two thirds of the weight.
 *
 * @module
 */
import { HOUR_MS, MINUTE_MS } from "@novate/num";
import { publisher } from "../governance/founding/index.ts";
import { isHeldBack } from "../ledger/heldBack.ts";
import { mustGet } from "../state/state.ts";
import { listFuture } from "../testing/contracts.ts";
import { listed } from "../testing/governance.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { BTC_FEED, GENESIS_MS, keySigner, PUBLISHER_SIGNER, testGenesis } from "../testing/testMarket.ts";
import { wordsAt } from "../testing/trades.ts";

export const EXPIRY_MS = GENESIS_MS + HOUR_MS;
const DATED = 3;
const WEIGHTS = [33, 32, 35];

/** Each block every publisher says its price; null is silence. Prices differ by cents, so that nobody seems frozen. */
export function scene() {
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

export const OLD = [100_000, 100_000, 100_000];
export const dollarsOf = (settlementTicks: bigint | null) => Number(settlementTicks) / 10;

/** Goal: nobody moves equity between its own accounts by a price of its own. Method: trades of twins around the mark, which moves. */
import { MINUTE_MS } from "@novate/num";
import { beforeEach, expect, test } from "vitest";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  PUBLISHER_SIGNER,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { observationOf, reportOf, tradeOf } from "../testing/trades.ts";

let house: TestHouse;
let accounts: readonly [own: number, twin: number, other: number];
beforeEach(() => {
  house = createTestHouse();
  for (const n of [0, 1, 0]) say(100_000 + n, MINUTE_MS);
  runBlock(house, [], 30_000);
  accounts = [1, 1, 2].map((n) => house.openAccount(address(n), usdc(100_000))) as unknown as typeof accounts;
});

function say(dollars: number, stepMs: number) {
  const observations = [observationOf(house, BTC_FEED, dollars), observationOf(house, USDC_FEED, 1)].flatMap((each) =>
    each.observations.map((word) => ({ ...word, publishedAtMs: house.timeMs + stepMs })),
  );
  const command = { type: "SubmitObservations", publisherId: 1, observations, surfaces: [] } as const;
  runBlock(house, [{ command, signer: PUBLISHER_SIGNER }], stepMs);
}

const outcome = (buyer: number, seller: number, dollars: number) => {
  const trade = tradeOf(house, buyer, seller, 10n, btcTicks(dollars));
  return runBlock(house, [{ command: reportOf(trade), signer: VENUE_SIGNER }]).receipts[0]!.outcomes![0]!;
};

test("NOV-063 accounts of one owner trade at the mark, and nowhere else in the band; others trade anywhere in it", () => {
  const [own, twin, other] = accounts;
  for (const dollars of [99_999, 100_001, 104_000, 96_000]) {
    const refusal = { code: "OwnTradeOffMark", data: { instrumentId: BTC_PERP, priceTicks: btcTicks(dollars) } };
    expect(outcome(own, twin, dollars)).toMatchObject({ refusal });
    expect(outcome(twin, own, dollars)).toMatchObject({ refusal });
    expect(outcome(other, twin, dollars)).toMatchObject({ accepted: true });
  }
  expect(outcome(own, twin, 100_000)).toMatchObject({ accepted: true });
});

test("NOV-063 a mark that moved while the report travelled still counts, for half a minute", () => {
  const [own, twin] = accounts;
  say(100_100, 1_000);
  for (const dollars of [100_000, 100_050, 100_100])
    expect(outcome(own, twin, dollars)).toMatchObject({ accepted: true });
  expect(outcome(own, twin, 100_101)).toMatchObject({ refusal: { code: "OwnTradeOffMark" } });
  runBlock(house, [], 30_000);
  expect(outcome(own, twin, 100_050)).toMatchObject({ refusal: { code: "OwnTradeOffMark" } });
  expect(outcome(own, twin, 100_100)).toMatchObject({ accepted: true });
});

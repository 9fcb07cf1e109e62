/** Goal: a premium that falls silent is no point. Method: one word of it, then a day and more with the index alone. */
import { FeedKind } from "@novate/codec";
import { DAY_MS, HOUR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { indexFeed } from "../../governance/founding/index.ts";
import { markInstruments } from "../../oracle/marks.ts";
import { listed } from "../../testing/governance.ts";
import { createTestHouse } from "../../testing/testHouse.ts";
import { address, BTC_FEED, btcTicks, perpLots, testGenesis, UNDERLYING, usdc } from "../../testing/testMarket.ts";

test("MARG-098 a quiet premium moves equity by its tilt, from nothing as it falls late, and helps nobody beyond the term", () => {
  const PREMIUM_FEED = 9;
  const changes = [
    { ...indexFeed({ feedId: PREMIUM_FEED, symbol: "BTC-PERP/USD" }), kind: FeedKind.premium, maxAgeMs: HOUR_MS },
    {
      ...listed("ListInstrument"),
      instrumentId: 6,
      terms: { type: "Perpetual", premiumFeedId: PREMIUM_FEED } as const,
    },
  ];
  const house = createTestHouse(testGenesis({ changes }));
  const [left, right] = [house.openAccount(address(1), usdc(500_000)), house.openAccount(address(2), usdc(500_000))];
  const [value, confidence] = [10_000_000_000_000n, 20_000_000_000n]; // two hundred dollars of doubt
  const said = { feedId: PREMIUM_FEED, value, confidence, low: value - confidence, high: value + confidence };
  house.house.emit({ type: "FeedAggregated", ...said, sourceCount: 3, aggregatedAtMs: house.timeMs });
  markInstruments(house.house, UNDERLYING);
  house.novate(left, right, 6, perpLots(1_000), btcTicks(100_000));
  const widths = () => {
    house.setPrice(BTC_FEED, 100_000); // the index is never late
    const { equityLowAtoms, equityAtoms, equityHighAtoms } = house.house.margin.assess(
      house.state,
      house.account(left),
    );
    return [equityAtoms - equityLowAtoms, equityHighAtoms - equityAtoms] as const;
  };
  expect(widths()).toEqual([usdc(200), usdc(200)]);
  house.openBlock(house.timeMs + HOUR_MS);
  expect(widths()).toEqual([usdc(200), usdc(200)]);
  house.openBlock(house.timeMs + 1_000);
  expect(widths()[0]).toBeLessThan(usdc(203));
  house.openBlock(house.timeMs + DAY_MS - 1_000);
  for (const width of widths()) expect(width / 1_000_000n).toBe(700n); // and half a percent
  house.openBlock(house.timeMs + 1);
  expect(widths()[0]).toBeGreaterThanOrEqual(usdc(700));
  expect(widths()[1]).toBe(0n);
});

/** Goal: collateral is worth what COLL-021 says, to the atom. Method: figures computed by hand, one condition at a time. */
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { withBalance } from "../ledger/balances.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { BTC, BTC_FEED, btc, SEGMENT, USDC, USDC_FEED, usdc } from "../testing/testMarket.ts";
import { balanceValueAtoms, collateralValueAtoms, settlementToAssetAtoms } from "./value.ts";

const TENTH = 100_000n;

function sceneAt(haircutPpm: bigint) {
  const house = createTestHouse();
  const row = mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC));
  house.state.collaterals.put({ ...row, haircutPpm: haircutPpm as never });
  const worth = (satoshi: bigint) =>
    balanceValueAtoms(house.state, mustGet(house.state.segments, SEGMENT), BTC, btc(satoshi), house.timeMs);
  return { house, worth };
}

const aggregate = (house: TestHouse, feedId: number, value: bigint) =>
  house.house.emit({
    type: "FeedAggregated",
    feedId,
    value,
    confidence: 0n,
    sourceCount: 1,
    aggregatedAtMs: house.timeMs,
  });

test("COLL-021 value is amount × price × (1 − h), rounded down", () => {
  const { house, worth } = sceneAt(TENTH);
  expect(worth(100_000_000n)).toBe(usdc(90_000));
  expect(worth(1n)).toBe(900n); // a satoshi is 1,000 atoms of USDC
  aggregate(house, BTC_FEED, 10_000_000_100_000n); // 100,000.001 dollars: a satoshi is 1,000.00001 atoms
  expect(worth(1n)).toBe(900n);
  expect(worth(111_112n)).toBe(100_000_801n); // 100,000,800 + 1.000008
});

test("COLL-031 what is owed counts in full, without the haircut, rounded against the account", () => {
  const { house, worth } = sceneAt(TENTH);
  expect(worth(-100_000_000n)).toBe(usdc(-100_000));
  aggregate(house, BTC_FEED, 10_000_000_100_000n);
  expect(worth(-1n)).toBe(-1_001n);
});

test("COLL-022 the settlement asset has a price too: where it falls, other collateral buys more of it", () => {
  const { house, worth } = sceneAt(0n);
  aggregate(house, USDC_FEED, 80_000_000n); // 0.8 dollars
  expect(worth(100_000_000n)).toBe(usdc(125_000));
  const segment = mustGet(house.state.segments, SEGMENT);
  expect(settlementToAssetAtoms(house.state, segment, BTC, usdc(125_000), house.timeMs)).toBe(100_000_000n);
  expect(settlementToAssetAtoms(house.state, segment, USDC, usdc(7), house.timeMs)).toBe(usdc(7));
});

test("COLL-032 no price, a stale price or one at its bounds is worth nothing", () => {
  const spec = (house: TestHouse, feedId: number) => mustGet(house.state.feeds, feedId).spec;
  for (const feedId of [BTC_FEED, USDC_FEED]) {
    const { house, worth } = sceneAt(0n);
    const { maxAgeMs, maximum } = spec(house, feedId);
    house.openBlock(house.timeMs + maxAgeMs);
    house.setPrice(feedId === BTC_FEED ? USDC_FEED : BTC_FEED, feedId === BTC_FEED ? 1 : 100_000);
    expect(worth(1n)).toBe(1_000n);
    house.openBlock(house.timeMs + 1);
    expect(worth(1n)).toBe(0n);
    house.setPrice(feedId, 1);
    expect(worth(100n) > 0n).toBe(true);
    aggregate(house, feedId, maximum);
    expect(worth(10n ** 12n)).toBe(0n);
  }
});

test("COLL-032 COLL-047 an asset without a feed, or that the segment does not admit, is worth nothing", () => {
  const { house, worth } = sceneAt(0n);
  house.state.assets.put({ ...mustGet(house.state.assets, BTC), priceFeedId: 0 });
  expect(worth(1n)).toBe(0n);
  house.state.assets.put({ ...mustGet(house.state.assets, BTC), priceFeedId: BTC_FEED });
  house.state.collaterals.delete(collateralKey(SEGMENT, BTC));
  expect(worth(1n)).toBe(0n);
});

test("COLL-021 COLL-033 an account's collateral is the sum of its balances beside settlement cash, which counts as it is", () => {
  const { house } = sceneAt(TENTH);
  const account = house.account(house.openAccount());
  const holding = withBalance(withBalance(account, BTC, btc(200n)), USDC, atoms(-5n));
  expect(collateralValueAtoms(house.state, holding)).toBe(180_000n);
  aggregate(house, USDC_FEED, 80_000_000n); // 0.8 dollars: a quarter more of them, and cash is what it was
  const { equityAtoms } = house.house.margin.assess(house.state, holding);
  expect(equityAtoms).toBe(225_000n - 5n);
});

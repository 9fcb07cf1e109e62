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
  const worth = (satoshi: bigint, end: "low" | "middle" | "high" = "middle") =>
    balanceValueAtoms(house.state, mustGet(house.state.segments, SEGMENT), BTC, btc(satoshi), house.timeMs, end);
  const endsOf = (satoshi: bigint) => [worth(satoshi, "low"), worth(satoshi, "high")];
  return { house, worth, endsOf };
}

const aggregate = (house: TestHouse, feedId: number, value: bigint) =>
  house.house.emit({
    type: "FeedAggregated",
    feedId,
    value,
    confidence: 0n,
    low: value,
    high: value,
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

test("COLL-032 a price that was never confirmed or stands at its bounds is worth nothing", () => {
  for (const feedId of [BTC_FEED, USDC_FEED]) {
    const { house, worth } = sceneAt(0n);
    expect(worth(1n)).toBe(1_000n);
    aggregate(house, feedId, mustGet(house.state.feeds, feedId).spec.maximum);
    expect(worth(10n ** 12n)).toBe(0n);
  }
});

test("COLL-055 the ends of a value reach to the median of its price, so that no wick of a collateral decides", () => {
  const { house, worth, endsOf } = sceneAt(0n);
  house.openBlock(house.timeMs + 60_000);
  aggregate(house, BTC_FEED, 9_000_000_000_000n); // ninety thousand, for no time yet
  expect(worth(100_000_000n)).toBe(usdc(90_000));
  expect(endsOf(100_000_000n)).toEqual([usdc(90_000), usdc(100_000)]);
  house.openBlock(house.timeMs + 60_000);
  expect(endsOf(100_000_000n)).toEqual([usdc(90_000), usdc(90_000)]);
});

test("COLL-052 COLL-053 COLL-054 a late price keeps its middle until the term and its ends part without a jump; then the low end counts", () => {
  const { house, worth, endsOf } = sceneAt(0n);
  const one = 100_000_000n;
  const { maxAgeMs } = mustGet(house.state.feeds, BTC_FEED).spec;
  const { unknownTermMs } = mustGet(house.state.segments, SEGMENT).parameters.oracle;
  const staleAtMs = house.timeMs + maxAgeMs;
  house.openBlock(staleAtMs);
  house.setPrice(USDC_FEED, 1);
  expect(endsOf(one)).toEqual([worth(one), worth(one)]); // fresh and without doubt: a point
  let before = endsOf(one);
  for (const overdue of [1, 1_000, 60_000, 3_600_000, unknownTermMs]) {
    house.openBlock(staleAtMs + overdue);
    house.setPrice(USDC_FEED, 1);
    const after = endsOf(one);
    expect(worth(one)).toBe(usdc(100_000));
    expect(after[0]!).toBeLessThan(before[0]!);
    expect(after[1]!).toBeGreaterThan(before[1]!);
    // Three times half a volatility a year, times the root of the time: next to nothing in the first millisecond.
    if (overdue === 1) expect(usdc(100_000) - after[0]!).toBeLessThan(usdc(2));
    before = after;
  }
  house.openBlock(staleAtMs + unknownTermMs + 1);
  house.setPrice(USDC_FEED, 1);
  const [low, high] = endsOf(one);
  expect([low, high]).toEqual([worth(one), worth(one)]);
  expect(low!).toBeLessThan(usdc(93_000));
  const [debtLow, debtHigh] = endsOf(-one); // what is owed counts as dear
  expect(debtLow!).toBe(debtHigh!);
  expect(debtLow!).toBeLessThan(usdc(-107_000));
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

/**
 * Goal: collateral that a certificate counts on is worth at least its floor while nobody is told otherwise (MARG-088).
 * Method: an account that lives on bitcoin; its price, its haircut and the price of the settlement asset in turn.
 */
import { DAY_MS, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { collateralValueAtoms } from "../../collateral/value.ts";
import { collateralKey } from "../../state/keys.ts";
import { createTestHouse } from "../../testing/testHouse.ts";
import { address, BTC, BTC_FEED, btc, SEGMENT, USDC_FEED, usdc } from "../../testing/testMarket.ts";
import { CollateralFloors } from "./collateralFloors.ts";

/** An account with one bitcoin, and floors that have seen its price. */
function floored() {
  const test = createTestHouse();
  const accountId = test.openAccount(address(1));
  test.deposit(accountId, BTC, btc(100_000_000n));
  const floors = new CollateralFloors();
  const advance = () => floors.advance(test.state);
  const counted = () => floors.countOn(test.account(accountId), test.account(accountId).balances);
  const value = () => collateralValueAtoms(test.state, test.account(accountId));
  expect(advance()).toEqual([]);
  return { test, accountId, advance, counted, value };
}

test("MARG-088 an asset counts at nine tenths of its value after haircut, and its floor follows it up", () => {
  const { test, advance, counted, value } = floored();
  const before = value();
  expect(counted()).toBe((before * 9n) / 10n);
  test.setPrice(BTC_FEED, 91_000);
  expect(advance()).toEqual([]);
  expect(counted()).toBe((before * 9n) / 10n);
  expect(counted()).toBeLessThanOrEqual(value());
  test.setPrice(BTC_FEED, 110_000);
  expect(advance()).toEqual([]);
  expect(counted()).toBe((value() * 9n) / 10n);
});

test("MARG-088 a fall below the floor ends what counted on it, once", () => {
  const { test, accountId, advance, counted, value } = floored();
  counted();
  test.setPrice(BTC_FEED, 89_000);
  expect(counted()).toBeGreaterThan(value());
  expect(advance()).toEqual([accountId]);
  expect(advance()).toEqual([]);
  expect(counted()).toBe((value() * 9n) / 10n);
});

test.each([
  [
    "a greater haircut",
    ({ state }: ReturnType<typeof createTestHouse>) => {
      const row = state.collaterals.get(collateralKey(SEGMENT, BTC))!;
      state.collaterals.put({ ...row, haircutPpm: ppm(row.haircutPpm + 150_000n) });
    },
  ],
  ["a dearer settlement asset", (test: ReturnType<typeof createTestHouse>) => test.setPrice(USDC_FEED, 2)],
  [
    "a price that is missing for longer than the term",
    (test: ReturnType<typeof createTestHouse>) => test.openBlock(test.timeMs + 40 * DAY_MS),
  ],
])("MARG-061 %s ends it as well", (_what, lower) => {
  const { test, accountId, advance, counted, value } = floored();
  counted();
  lower(test);
  expect(advance()).toEqual([accountId]);
  expect(counted()).toBeLessThanOrEqual(value());
});

test("MARG-088 an asset that is no collateral counts for nothing", () => {
  const { test, accountId } = floored();
  const floors = new CollateralFloors();
  expect(floors.countOn(test.account(accountId), [{ assetId: 99, amountAtoms: usdc(1) }])).toBe(0n);
});

/** Goal: haircuts follow their inputs and walk in bounded steps. Method: figures by hand, then hours of updates. */
import { atoms, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { haircutTargetPpm } from "../gate/haircutView.ts";
import { NOTICE_MS } from "../ledger/notice.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { healthOf } from "../testing/crisis.ts";
import { enact, withParameters } from "../testing/governance.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, BTC_FEED, btc, SEGMENT, USDC_FEED, usdc } from "../testing/testMarket.ts";
import { HAIRCUT_PERIOD_MS, updateHaircuts } from "./haircuts.ts";

function scene() {
  const house = createTestHouse();
  const row = () => mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC));
  const put = (change: Partial<ReturnType<typeof row>>) => house.state.collaterals.put({ ...row(), ...change });
  const target = () => Number(haircutTargetPpm(house.state, mustGet(house.state.segments, SEGMENT), row()));
  return { house, row, put, target };
}

test("COLL-025 target = 3 stressed σ over the horizon + 15 % · √(held / volume) + confidence / price, above the floor", () => {
  const { house, row, put, target } = scene();
  // 0.5 · √(1 / 365) · 3 = 7.85136…%, which is below the floor of 10 %.
  expect(target()).toBe(100_000);
  put({ heldAtoms: atoms(row().spec.dailyVolumeAtoms / 4n) }); // + 15 % · ½
  expect(target()).toBe(153_514);
  house.house.emit({
    type: "FeedAggregated",
    feedId: BTC_FEED,
    value: 10_000_000_000_000n,
    confidence: 100_000_000_000n, // 1 % of the price
    low: 9_900_000_000_000n,
    high: 10_100_000_000_000n,
    sourceCount: 1,
    aggregatedAtMs: house.timeMs,
  });
  expect(target()).toBe(163_514);
  put({ heldAtoms: atoms(row().spec.dailyVolumeAtoms * 100n) });
  expect(target()).toBe(1_000_000);
});

test("COLL-026 COLL-040 a haircut moves once an hour, by a bounded step, however long it stood still", () => {
  const { house, row, put } = scene();
  put({ haircutPpm: ppm(100_000n), heldAtoms: atoms(row().spec.dailyVolumeAtoms / 4n) });
  /** What binds, and what is announced beyond it. */
  const after = (elapsedMs: number) => {
    house.openBlock(house.timeMs + elapsedMs);
    updateHaircuts(house.house);
    return [row().haircutPpm, row().announced?.haircutPpm ?? null].map((each) => each && Number(each));
  };
  expect(after(HAIRCUT_PERIOD_MS - 60_000)).toEqual([100_000, null]); // not an hour since the listing
  expect(after(60_000)).toEqual([100_000, 120_000]);
  expect(after(HAIRCUT_PERIOD_MS - 1)).toEqual([120_000, null]);
  expect(after(20 * HAIRCUT_PERIOD_MS)).toEqual([120_000, 140_000]);
  expect(after(HAIRCUT_PERIOD_MS)).toEqual([140_000, 153_514]); // what was due binds before the next step
  put({ heldAtoms: atoms(0n) });
  expect(after(HAIRCUT_PERIOD_MS)).toEqual([133_514, null]);
});

test("COLL-056 a step up binds what is held a quarter of an hour after it was announced, a step down at once", () => {
  const { house, row, put } = scene();
  put({ heldAtoms: atoms(row().spec.dailyVolumeAtoms / 4n) });
  const after = (elapsedMs: number) => {
    house.openBlock(house.timeMs + elapsedMs);
    updateHaircuts(house.house);
    return Number(row().haircutPpm);
  };
  expect(after(HAIRCUT_PERIOD_MS)).toBe(100_000);
  expect(row().announced).toEqual({ haircutPpm: 120_000n, bindsAtMs: house.timeMs + NOTICE_MS });
  expect(after(NOTICE_MS - 1)).toBe(100_000);
  expect(after(1)).toBe(120_000);
  put({ heldAtoms: atoms(0n) });
  expect(after(HAIRCUT_PERIOD_MS)).toBe(100_000);
});

test("COLL-056 new risk and whatever leaves pay at once where a haircut is on its way to", () => {
  const { house, row, put, target } = scene();
  const accountId = house.openAccount(address(1), usdc(1_000));
  house.deposit(accountId, BTC, btc(100_000_000n)); // a bitcoin, 90,000 dollars after a tenth
  put({ heldAtoms: atoms(row().spec.dailyVolumeAtoms / 4n) });
  const counted = () => {
    const { equityAtoms, initialEquityAtoms, settledEquityAtoms } = healthOf(house, accountId);
    return [equityAtoms, initialEquityAtoms, settledEquityAtoms].map(Number);
  };
  expect(counted()).toEqual([91_000e6, 91_000e6, 91_000e6]);
  house.openBlock(house.timeMs + HAIRCUT_PERIOD_MS);
  house.setPrice(BTC_FEED, 100_000);
  house.setPrice(USDC_FEED, 1);
  updateHaircuts(house.house);
  const led = 1_000e6 + 100_000 * (1_000_000 - target());
  expect(counted()).toEqual([91_000e6, led, led]);
});

test("COLL-056 rules that lead a haircut up bind new risk in the block in which they take effect", () => {
  const { house, row } = scene();
  const { type: _, ...spec } = { type: "", ...row().spec, haircutFloorPpm: ppm(150_000n) };
  enact(house, { type: "SetCollateral", ...spec });
  expect(row()).toMatchObject({ haircutPpm: 100_000n, newRiskHaircutPpm: 150_000n });
  const steeper = withParameters(house, (before) => ({
    ...before,
    collateral: { ...before.collateral, volatilityMultiplePpm: ppm(8_000_000n) },
  }));
  enact(house, steeper);
  expect(row().newRiskHaircutPpm).toBe(209_370n); // 8 · 0.5 · √(1 / 365)
});

test("COLL-026 a haircut at its target is left alone", () => {
  const { house } = scene();
  house.openBlock(house.timeMs + HAIRCUT_PERIOD_MS);
  house.house.takeEvents();
  updateHaircuts(house.house);
  expect(house.house.takeEvents()).toEqual([]);
});

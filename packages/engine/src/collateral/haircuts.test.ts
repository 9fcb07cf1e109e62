/** Goal: haircuts follow their inputs and walk in bounded steps. Method: figures by hand, then hours of updates. */
import { atoms, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { haircutTargetPpm } from "../gate/haircutView.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { BTC, BTC_FEED, SEGMENT } from "../testing/testMarket.ts";
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
  const after = (elapsedMs: number) => {
    house.openBlock(house.timeMs + elapsedMs);
    updateHaircuts(house.house);
    return Number(row().haircutPpm);
  };
  expect(after(HAIRCUT_PERIOD_MS - 60_000)).toBe(100_000); // not an hour since the listing
  expect(after(60_000)).toBe(120_000);
  expect(after(HAIRCUT_PERIOD_MS - 1)).toBe(120_000);
  expect(after(20 * HAIRCUT_PERIOD_MS)).toBe(140_000);
  expect(after(HAIRCUT_PERIOD_MS)).toBe(153_514);
  put({ heldAtoms: atoms(0n) });
  expect(after(HAIRCUT_PERIOD_MS)).toBe(133_514);
});

test("COLL-026 a haircut at its target is left alone", () => {
  const { house } = scene();
  house.openBlock(house.timeMs + HAIRCUT_PERIOD_MS);
  house.house.takeEvents();
  updateHaircuts(house.house);
  expect(house.house.takeEvents()).toEqual([]);
});

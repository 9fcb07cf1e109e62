/** Goal: what lies on a silent chain counts less, evenly, and as before once it speaks. Method: ages by hand; hours of updates. */
import { DAY_MS, HOUR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { haircutTargetPpm } from "../gate/haircutView.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { BTC, SEGMENT } from "../testing/testMarket.ts";
import { foundVault } from "../testing/vaults.ts";
import { updateHaircuts } from "./haircuts.ts";

const OWN_PPM = 100_000;

function scene() {
  const house = createTestHouse();
  const vault = foundVault(house, BTC);
  vault.mine();
  const row = () => mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC));
  const target = () => Number(haircutTargetPpm(house.state, mustGet(house.state.segments, SEGMENT), row()));
  const spoken = mustGet(house.state.vaults, 1).headerTimeMs + vault.spec.staleAfterMs;
  return { house, vault, row, target, spoken };
}

test.each([
  [0, OWN_PPM],
  [1, OWN_PPM + 1], // rounded up
  [3.5 * DAY_MS, 550_000],
  [7 * DAY_MS - 1, 1_000_000],
  [30 * DAY_MS, 1_000_000],
])("COLL-060 %i ms beyond the stale age the haircut is on its way to %i ppm", (overdueMs, expected) => {
  const { house, target, spoken } = scene();
  house.openBlock(spoken + overdueMs);
  expect(target()).toBe(expected);
});

test("COLL-060 COLL-003 the haircut follows by its steps, and comes back once a header is accepted", () => {
  const { house, vault, row, spoken } = scene();
  const after = (hours: number) => {
    for (let hour = 0; hour < hours; hour++) {
      house.openBlock(Math.max(house.timeMs, spoken) + HOUR_MS);
      updateHaircuts(house.house);
    }
    return Number(row().haircutPpm);
  };
  const paths = [after(1), after(1), after(10), after(60)];
  expect(paths).toEqual(paths.toSorted((left, right) => left - right));
  expect(paths[3]).toBeGreaterThan(450_000); // 71 of 168 hours of nine tenths, on top of the tenth
  vault.mine();
  expect(after(1)).toBeLessThan(paths[3]!);
  for (let hour = 0; hour < 60; hour++) {
    house.openBlock(house.timeMs + HOUR_MS);
    vault.mine();
    updateHaircuts(house.house);
  }
  expect(Number(row().haircutPpm)).toBe(OWN_PPM);
});

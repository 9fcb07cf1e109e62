/**
 * Goal: one governor, below the threshold, does not make the house look at every account in each block (GOV-048).
 * Method: trials counted by their events while bundles are taken back and proposed anew.
 */
import { MINUTE_MS, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { approval, governor, proposal, withParameters } from "../testing/governance.ts";
import { type Asked, runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, usdc } from "../testing/testMarket.ts";

const TRIED = new Set(["BundleTried", "BundleDropped"]);

const tighter = (house: TestHouse, factor = 801_000n) =>
  withParameters(house, (before) => ({ ...before, margin: { ...before.margin, maintenanceFactorPpm: ppm(factor) } }));

/** What a block's opening did with bundles; `stepMs` after the last one. */
function trialsIn(house: TestHouse, asked: readonly Asked[], stepMs: number): string[] {
  const { events } = runBlock(house, asked, stepMs);
  const heard = events.filter((event) => !("reason" in event && event.reason === "withdrawn"));
  return heard.map(({ type }) => type as string).filter((type) => TRIED.has(type));
}

test("GOV-048 a governor that takes its bundles back and proposes them anew has one shadow run in ten minutes", () => {
  const house = createTestHouse();
  house.openAccount(address(1), usdc(1_000));
  let tried = 0;
  const blocks = 200;
  for (let block = 1; block <= blocks; block += 1) {
    const asked: Asked[] = [{ command: proposal(house, block, tighter(house)), signer: governor(0) }];
    if (block > 1) asked.push({ command: { type: "WithdrawBundle", bundleId: block - 1 }, signer: governor(0) });
    tried += trialsIn(house, asked, MINUTE_MS / 2).length;
  }
  expect(tried).toBeGreaterThan(0);
  expect(tried).toBeLessThanOrEqual((blocks * MINUTE_MS) / 2 / (10 * MINUTE_MS) + 1);
});

test("GOV-048 a bundle that waits is tried ten minutes after the last, to the millisecond", () => {
  const house = createTestHouse();
  const both = [1, 2].map((id) => ({ command: proposal(house, id, tighter(house)), signer: governor(0) }));
  expect(trialsIn(house, both, 1_000)).toEqual([]);
  expect(trialsIn(house, [], 1_000)).toEqual(["BundleTried"]);
  expect(trialsIn(house, [], 10 * MINUTE_MS - 1)).toEqual([]);
  expect(trialsIn(house, [], 1)).toEqual(["BundleTried"]);
});

test("GOV-048 neither another governor nor what the threshold approved waits for it", () => {
  const house = createTestHouse();
  const propose = (bundleId: number, who: number): Asked => ({
    command: proposal(house, bundleId, tighter(house)),
    signer: governor(who),
  });
  runBlock(house, [propose(1, 0), propose(2, 0), propose(3, 1)], 1_000);
  expect(trialsIn(house, [], 1_000)).toEqual(["BundleTried"]);
  expect(trialsIn(house, [], 1_000)).toEqual(["BundleTried"]);
  expect([1, 2, 3].map((id) => house.state.bundles.get(id)!.isTried)).toEqual([true, false, true]);
  runBlock(house, [{ command: approval(house.state, 2), signer: governor(1) }], 1_000);
  expect(trialsIn(house, [], 1_000)).toEqual(["BundleTried"]);
  expect(house.state.bundles.get(2)!.isTried).toBe(true);
});

/** Goal: a bundle that would break an account is refused, and one that would not is let through. Method: small books. */
import { atoms, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { enact, governor, listed, proposal, withParameters } from "../testing/governance.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  btcTicks,
  perpLots,
  SEGMENT,
  USDC_FEED,
  usdc,
} from "../testing/testMarket.ts";
import { activateBundles } from "./activateBundles.ts";

const btcCollateral = listed("SetCollateral", ({ assetId }) => assetId === BTC);

function scene(dollars: number) {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1), usdc(dollars));
  const other = house.openAccount(address(2), usdc(10_000_000));
  house.novate(accountId, other, BTC_PERP, perpLots(1_000), btcTicks(100_000)); // one bitcoin long
  const scaled = (factor: bigint) =>
    withParameters(house, (before) => ({
      ...before,
      margin: { ...before.margin, maintenanceFactorPpm: ppm(factor), initialFactorPpm: ppm(1_000_000n) },
    }));
  const propose = (change: Parameters<typeof proposal>[2]) => house.hear(proposal(house, 1, change), governor(0));
  return { house, accountId, scaled, propose };
}

test("GOV-006 a change that would make an account liquidatable is refused, and names it", () => {
  const { house, accountId, scaled, propose } = scene(11_500);
  const health = house.house.margin.assess(house.state, house.account(accountId));
  expect(health.equityAtoms > health.maintenanceAtoms).toBe(true);
  expect(propose(scaled(1_000_000n))).toMatchObject({
    code: "ShadowRunRefused",
    data: { reason: `account ${accountId} would become liquidatable` },
  });
  expect(propose(scaled(810_000n))).toBeNull();
});

test("GOV-006 an account in breach already does not stop a change", () => {
  const { scaled, propose } = scene(5_000);
  expect(propose(scaled(850_000n))).toBeNull();
});

test("GOV-020 GOV-006 the haircut that a change leads to counts at once, though it would walk there", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1));
  house.deposit(accountId, BTC, btc(14_000_000n)); // 14,000 dollars, 12,600 after a tenth
  const other = house.openAccount(address(2), usdc(10_000_000));
  house.novate(accountId, other, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  const floor = (haircut: bigint) => ({ ...btcCollateral, haircutFloorPpm: ppm(haircut) });
  const outcome = (haircut: bigint) => house.hear(proposal(house, 1, floor(haircut)), governor(0));
  expect(outcome(290_000n)).toMatchObject({ data: { reason: `account ${accountId} would become liquidatable` } });
  expect(outcome(310_000n)).toMatchObject({ data: { reason: "haircut of asset 2 would jump from 100000 to 310000" } });
  expect(outcome(120_000n)).toBeNull();
});

test("GOV-021 margin may not jump by more than half in one bundle, either way", () => {
  const { house, propose } = scene(1_000_000);
  const times = (factor: bigint) =>
    withParameters(house, (before) => ({
      ...before,
      margin: {
        ...before.margin,
        initialFactorPpm: ppm(factor),
        maintenanceFactorPpm: ppm(factor < 800_000n ? factor : 800_000n),
      },
    }));
  expect(propose(times(2_100_000n))?.data.reason).toMatch(/^margin of segment 1 would jump from \d+ to \d+$/);
  expect(propose(times(400_000n))?.data.reason).toMatch(/^margin of segment 1 would jump/);
  expect(propose(times(1_400_000n))).toBeNull();
});

test("GOV-022 the shadow run is repeated at activation: a bundle that fails it then is dropped with the reason", () => {
  const { house, accountId, scaled } = scene(12_500);
  house.must(proposal(house, 1, scaled(950_000n)), governor(0));
  house.must({ type: "ApproveBundle", bundleId: 1 }, governor(1));
  house.openBlock();
  house.setPrice(USDC_FEED, 1);
  house.setPrice(BTC_FEED, 98_500);
  house.house.takeEvents();
  activateBundles(house.house);
  expect(house.house.takeEvents()).toEqual([
    { type: "BundleDropped", bundleId: 1, reason: `account ${accountId} would become liquidatable` },
  ]);
  expect(house.state.segments.get(SEGMENT)?.parameters.margin.maintenanceFactorPpm).toBe(800_000n);
});

test("SEG-004 an accepted change is in force for its own segment alone", () => {
  const { house, scaled } = scene(50_000);
  house.state.segments.put({ ...house.state.segments.get(SEGMENT)!, segmentId: 2, feesAtoms: atoms(0n) });
  enact(house, scaled(850_000n));
  expect(house.state.segments.get(SEGMENT)?.parameters.margin.maintenanceFactorPpm).toBe(850_000n);
  expect(house.state.segments.get(2)?.parameters.margin.maintenanceFactorPpm).toBe(800_000n);
});

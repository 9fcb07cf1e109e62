/** Goal: a bundle that would break an account is refused, and one that would not is let through. Method: small books. */
import { type Change, MarginMethod } from "@novate/codec";
import { atoms, DAY_MS, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { houseOf } from "../state/state.ts";
import { CREDIT, ETH_FEED, ETH_MARKET, ETH_PERP } from "../testing/ethMarket.ts";
import { approval, enact, governor, listed, proposal, withParameters } from "../testing/governance.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  btcTicks,
  GOVERNORS,
  perpLots,
  SEGMENT,
  testGenesis,
  USDC_FEED,
  usdc,
} from "../testing/testMarket.ts";
import { activateBundles } from "./activateBundles.ts";

const btcCollateral = listed("SetCollateral", ({ assetId }) => assetId === BTC);

/** Why the shadow run of the next block drops the change; null where it does not. */
function reasonOf(house: TestHouse, change: Change): string | null {
  const bundleId = houseOf(house.state).height + 1;
  house.must(proposal(house, bundleId, change), governor(0));
  house.openBlock();
  house.house.takeEvents();
  activateBundles(house.house);
  const [event] = house.house.takeEvents();
  house.state.bundles.delete(bundleId);
  house.state.governors.put({ owner: GOVERNORS[0]!, triedAtMs: 0 }); // or the next would wait (GOV-048)
  if (event?.type === "BundleDropped") return event.reason;
  expect(event).toEqual({ type: "BundleTried", bundleId });
  return null;
}

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
  const propose = (change: Parameters<typeof proposal>[2]) => reasonOf(house, change);
  return { house, accountId, scaled, propose };
}

test("GOV-006 a change that would bring an account into breach is dropped, and names it", () => {
  const { house, accountId, scaled, propose } = scene(11_500);
  const health = house.house.margin.assess(house.state, house.account(accountId));
  expect(health.equityAtoms > health.maintenanceAtoms).toBe(true);
  expect(propose(scaled(1_000_000n))).toBe(`account ${accountId} would be in breach`);
  expect(propose(scaled(810_000n))).toBeNull();
});

test.each([
  [19, null],
  [17, "account 3 would be in breach"],
] as const)(
  "GOV-006 accounts with a twentieth of all maintenance margin and less veto nothing: one in %d",
  (others, reason) => {
    const house = createTestHouse();
    const [big, other] = [1, 2].map((n) => house.openAccount(address(n), usdc(10_000_000))) as [number, number];
    house.novate(big, other, BTC_PERP, perpLots(5n * (BigInt(others) - 1n)), btcTicks(100_000));
    const small = house.openAccount(address(3), usdc(147));
    house.novate(small, other, BTC_PERP, perpLots(10), btcTicks(100_000)); // of the longs; the shorts' margin is as much
    const { maintenanceMargin } = house.house.margin.requirement(house.state, house.account(small));
    house.moveCash(small, big, atoms(usdc(147) - maintenanceMargin - 1_000n)); // a tenth of a cent above it
    const tighter = withParameters(house, (before) => ({
      ...before,
      margin: { ...before.margin, maintenanceFactorPpm: ppm(850_000n) },
    }));
    expect(reasonOf(house, tighter)).toBe(reason);
  },
);

test.each([
  ["rangeMultiplePpm", ppm(20_000_000n)],
  ["mporMs", 30 * DAY_MS],
  ["rangeFloorPpm", ppm(1_000_000n)],
] as const)(
  "GOV-021 GOV-032 raising %s to its bound is seen, though ranges walk there by the forecast",
  (name, value) => {
    const { house, propose } = scene(1_000_000);
    const change = withParameters(house, (before) => ({ ...before, margin: { ...before.margin, [name]: value } }));
    expect(propose(change)).toMatch(/^margin of segment 1 would jump/);
  },
);

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
  const outcome = (haircut: bigint) => reasonOf(house, floor(haircut));
  expect(outcome(290_000n)).toBe(`account ${accountId} would be in breach`);
  expect(outcome(310_000n)).toBe("haircut of asset 2 would jump from 100000 to 310000");
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
  expect(propose(times(2_100_000n))).toMatch(/^margin of segment 1 would jump from \d+ to \d+$/);
  expect(propose(times(400_000n))).toMatch(/^margin of segment 1 would jump/);
  expect(propose(times(1_400_000n))).toBeNull();
});

test("GOV-022 the shadow run is repeated at activation: a bundle that fails it then is dropped with the reason", () => {
  const { house, accountId, scaled } = scene(12_500);
  house.must(proposal(house, 1, scaled(950_000n)), governor(0));
  house.must(approval(house.state, 1), governor(1));
  house.openBlock();
  house.setPrice(USDC_FEED, 1);
  house.setPrice(BTC_FEED, 98_500);
  house.house.takeEvents();
  activateBundles(house.house);
  expect(house.house.takeEvents()).toEqual([
    { type: "BundleDropped", bundleId: 1, reason: `account ${accountId} would be in breach` },
  ]);
  expect(house.state.segments.get(SEGMENT)?.parameters.margin.maintenanceFactorPpm).toBe(800_000n);
});

test("GOV-031 a block tries one bundle: the due one first, then the oldest proposal", () => {
  const { house, scaled } = scene(1_000_000);
  const judge = (timeMs: number) => {
    house.openBlock(timeMs);
    house.house.takeEvents();
    activateBundles(house.house);
    return house.house.takeEvents().filter(({ type }) => type !== "ChangeApplied");
  };
  const [due, late, early] = [7, 8, 9];
  house.must(proposal(house, due, scaled(790_000n)), governor(0));
  house.must(approval(house.state, due), governor(1));
  expect(judge(house.timeMs + 1)).toEqual([{ type: "BundleTried", bundleId: due }]);
  house.must(proposal(house, early, scaled(820_000n)), governor(1));
  house.openBlock();
  house.must(proposal(house, late, scaled(830_000n)), governor(2));
  expect(judge(house.timeMs + 1)).toEqual([{ type: "BundleTried", bundleId: early }]);
  const { activatesAtMs } = house.state.bundles.get(due)!;
  expect(judge(activatesAtMs)).toEqual([{ type: "BundleActivated", bundleId: due, parameterEpoch: 1 }]);
  expect(house.state.bundles.get(late)?.isTried).toBe(false);
});

test("GOV-032 ending a credit is tried like any change that moves margin", () => {
  const house = createTestHouse(testGenesis({ changes: ETH_MARKET }));
  house.setPrice(ETH_FEED, 4_000);
  const { type: _, creditPpm: __, holdAtPpm: ___, breakAtPpm: ____, ...pair } = CREDIT;
  const judgement = { correlationPpm: ppm(950_000n), isHolding: true, lapsesAtMs: 0, judgedAtMs: house.timeMs };
  house.house.emit({ type: "CreditPairJudged", ...pair, ...judgement });
  const hedged = house.openAccount(address(1), usdc(100_000), MarginMethod.portfolio);
  const other = house.openAccount(address(2), usdc(9_000_000));
  house.novate(hedged, other, BTC_PERP, perpLots(5_000), btcTicks(100_000));
  house.novate(other, hedged, ETH_PERP, perpLots(125_000), btcTicks(4_000)); // 500,000 dollars each way
  const { equityAtoms, maintenanceAtoms } = house.house.margin.assess(house.state, house.account(hedged));
  house.moveCash(hedged, other, atoms(equityAtoms - maintenanceAtoms - 1_000_000n)); // a dollar above maintenance
  expect(reasonOf(house, { ...CREDIT, creditPpm: ppm(0n) })).toBe(`account ${hedged} would be in breach`);
});

test("SEG-004 an accepted change is in force for its own segment alone", () => {
  const { house, scaled } = scene(50_000);
  house.state.segments.put({ ...house.state.segments.get(SEGMENT)!, segmentId: 2, feesAtoms: atoms(0n) });
  enact(house, scaled(850_000n));
  expect(house.state.segments.get(SEGMENT)?.parameters.margin.maintenanceFactorPpm).toBe(850_000n);
  expect(house.state.segments.get(2)?.parameters.margin.maintenanceFactorPpm).toBe(800_000n);
});

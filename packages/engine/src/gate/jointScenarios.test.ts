/**
 * Goal: `portfolio` accounts are margined with the credits and joint scenarios that the rows say, others as without.
 * Method: a hedged account over two underlyings, by hand-made judgements and samples.
 */
import { MarginMethod, type MoveRow } from "@novate/codec";
import { DAY_MS, ppm } from "@novate/num";
import { beforeEach, expect, test } from "vitest";
import { NOTICE_MS } from "../ledger/notice.ts";
import { mustGet } from "../state/state.ts";
import { ETH, ETH_FEED, ETH_MARKET, ETH_PERP } from "../testing/ethMarket.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  perpLots,
  SEGMENT,
  testGenesis,
  UNDERLYING,
  usdc,
} from "../testing/testMarket.ts";
import { JOINT_SCENARIOS, jointOf, jointShocksOf } from "./jointScenarios.ts";

const pair = { segmentId: SEGMENT, leftUnderlyingId: UNDERLYING, rightUnderlyingId: ETH } as const;

let house: TestHouse;
let hedged: number;
beforeEach(() => {
  house = createTestHouse(testGenesis({ changes: ETH_MARKET }));
  house.openBlock();
  house.setPrice(BTC_FEED, 100_000);
  house.setPrice(ETH_FEED, 100_000);
  hedged = house.openAccount(address(1), usdc(1_000_000));
  const other = house.openAccount(address(2), usdc(1_000_000));
  house.novate(hedged, other, BTC_PERP, perpLots(1_000), btcTicks(100_000)); // one coin long, one short
  house.novate(other, hedged, ETH_PERP, perpLots(1_000), btcTicks(100_000));
});

const requirementUnder = (method: number): bigint =>
  house.house.margin.requirement(house.state, { ...house.account(hedged), method }).maintenanceMargin;

const judge = (isHolding: boolean) =>
  house.house.emit({
    type: "CreditPairJudged",
    ...pair,
    correlationPpm: ppm(0n),
    isHolding,
    lapsesAtMs: 0,
    judgedAtMs: house.timeMs,
  });

/** The segment's next sample, with these moves in millionths of a deviation. */
function sample(btc: bigint, eth: bigint): void {
  const { moveSequence } = mustGet(house.state.segments, SEGMENT);
  const entry = { value: 1n, volAnnualPpm: ppm(600_000n), isMove: true };
  const entries = [
    { ...entry, underlyingId: UNDERLYING, moveE6: btc },
    { ...entry, underlyingId: ETH, moveE6: eth },
  ];
  const place = { segmentId: SEGMENT, index: moveSequence + 1, sequence: moveSequence + 1 };
  house.house.emit({ type: "MovesSampled", sample: { ...place, sampledAtMs: house.timeMs, entries } });
}

test("MARG-022 MARG-023 a credit that holds lightens portfolio margin alone, and is gone when it breaks", () => {
  const [cross, whole] = [requirementUnder(MarginMethod.cross), requirementUnder(MarginMethod.portfolio)];
  expect(whole).toBe(cross);
  judge(true);
  expect(requirementUnder(MarginMethod.cross)).toBe(cross);
  const credited = requirementUnder(MarginMethod.portfolio);
  expect(credited).toBeLessThan(whole);
  expect(credited).toBeGreaterThanOrEqual(whole / 2n);
  judge(false);
  expect(requirementUnder(MarginMethod.portfolio)).toBe(whole);
});

test("MARG-076 days on which the legs came apart take the credit away, days on which they did not leave it", () => {
  judge(true);
  const credited = requirementUnder(MarginMethod.portfolio);
  for (let day = 0; day < 3; day += 1) sample(3_000_000n, 3_000_000n);
  expect(requirementUnder(MarginMethod.portfolio)).toBe(credited);
  for (let day = 0; day < 3; day += 1) sample(-6_000_000n, 6_000_000n);
  expect(requirementUnder(MarginMethod.portfolio)).toBeGreaterThan(credited);
  expect(requirementUnder(MarginMethod.portfolio)).toBeLessThanOrEqual(requirementUnder(MarginMethod.cross));
});

test("MARG-102 a sample binds what is held a quarter of an hour after it was taken, with the volatilities that it saw", () => {
  judge(true);
  const later = (stepMs: number): bigint => {
    house.openBlock(house.timeMs + stepMs);
    for (const feedId of [BTC_FEED, ETH_FEED]) house.setPrice(feedId, 100_000);
    return requirementUnder(MarginMethod.portfolio);
  };
  const credited = later(1);
  const required: bigint[] = [];
  for (let quarter = 0; quarter < 3; quarter += 1) {
    later(NOTICE_MS);
    sample(-6_000_000n, 6_000_000n);
    required.push(requirementUnder(MarginMethod.portfolio));
  }
  expect(required[0]).toBe(credited);
  expect(later(NOTICE_MS - 1)).toBe(required[2]);
  const bound = later(1);
  expect(bound).toBeGreaterThan(required[2]!);
  const row = mustGet(house.state.underlyings, UNDERLYING);
  house.state.underlyings.put({ ...row, volAnnualPpm: ppm(2n * row.volAnnualPpm) });
  expect(later(1)).toBe(bound);
});

test("MARG-101 a lost credit counts a quarter of an hour more for what is held, and not for new risk", () => {
  judge(true);
  const account = { ...house.account(hedged), method: MarginMethod.portfolio };
  const required = () =>
    house.house.margin.assessNewRisk(house.state, account).map(({ maintenanceAtoms }) => maintenanceAtoms);
  const [credited, ...none] = required();
  expect(none).toEqual([]);
  const lapsesAtMs = house.timeMs + NOTICE_MS;
  house.house.emit({
    type: "CreditPairJudged",
    ...pair,
    correlationPpm: ppm(0n),
    isHolding: false,
    lapsesAtMs,
    judgedAtMs: house.timeMs,
  });
  const [held, newRisk] = required();
  expect(held).toBe(credited);
  expect(newRisk).toBeGreaterThan(held!);
  house.openBlock(lapsesAtMs);
  for (const feedId of [BTC_FEED, ETH_FEED]) house.setPrice(feedId, 100_000);
  expect(required()[0]).toBe(newRisk);
});

test("MARG-024 the most violent samples are the scenarios, and what was not in one does not move in it", () => {
  const rows = Array.from({ length: 12 }, (_, index): MoveRow => {
    const entry = { value: 1n, volAnnualPpm: ppm(600_000n), isMove: index !== 3 };
    const moveE6 = BigInt((index % 6) * 1_000_000);
    const entries = [{ ...entry, underlyingId: UNDERLYING, moveE6 }];
    return { segmentId: SEGMENT, index, sequence: index, sampledAtMs: index, entries };
  });
  const joint = jointOf(rows);
  const chosen = joint.violent;
  expect(chosen.map(({ sequence }) => sequence)).toEqual([5, 11, 4, 10, 9, 2, 8, 1]);
  const shocks = jointShocksOf(joint, { underlyingId: UNDERLYING }, DAY_MS);
  // Five deviations of 60 % a year over a day.
  expect(shocks[0]!.spot).toBeCloseTo(5 * 0.6 * Math.sqrt(1 / 365), 12);
  expect(jointShocksOf(joint, { underlyingId: ETH }, DAY_MS)).toEqual(Array(JOINT_SCENARIOS).fill({ spot: 0, vol: 0 }));
});

/**
 * Goal: `portfolio` accounts are margined with the credits and joint scenarios that the rows say, others as without.
 * Method: a hedged account over two underlyings, by hand-made judgements and samples.
 */
import { MarginMethod, type MoveRow } from "@novate/codec";
import { DAY_MS, ppm } from "@novate/num";
import { beforeEach, expect, test } from "vitest";
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
import { JOINT_SCENARIOS, jointSamples, jointShocksOf } from "./jointScenarios.ts";

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
  house.house.emit({ type: "CreditPairJudged", ...pair, correlationPpm: ppm(0n), isHolding, judgedAtMs: house.timeMs });

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

test("MARG-024 the most violent samples are the scenarios, and what was not in one does not move in it", () => {
  const rows = Array.from({ length: 12 }, (_, index): MoveRow => {
    const entry = { value: 1n, volAnnualPpm: ppm(600_000n), isMove: index !== 3 };
    const moveE6 = BigInt((index % 6) * 1_000_000);
    const entries = [{ ...entry, underlyingId: UNDERLYING, moveE6 }];
    return { segmentId: SEGMENT, index, sequence: index, sampledAtMs: index, entries };
  });
  const chosen = jointSamples(rows);
  expect(chosen.map(({ sequence }) => sequence)).toEqual([5, 11, 4, 10, 9, 2, 8, 1]);
  const [btc, eth] = [UNDERLYING, ETH].map((id) => mustGet(house.state.underlyings, id));
  const shocks = jointShocksOf(chosen, btc!, DAY_MS);
  // Five deviations of 60 % a year over a day.
  expect(shocks[0]!.spot).toBeCloseTo(5 * 0.6 * Math.sqrt(1 / 365), 12);
  expect(jointShocksOf(chosen, eth!, DAY_MS)).toEqual(Array(JOINT_SCENARIOS).fill({ spot: 0, vol: 0 }));
});

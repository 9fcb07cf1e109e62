/**
 * Goal: the side that pays funding provides for eight hours of it (MARG-036).
 * Method: premiums sampled on the test house; the provision worked out on paper from the notional.
 */
import { FeedKind } from "@novate/codec";
import { HOUR_MS, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { indexFeed } from "../../governance/founding/index.ts";
import { listed } from "../../testing/governance.ts";
import { createTestHouse, type TestHouse } from "../../testing/testHouse.ts";
import { address, BTC_PERP, btcTicks, perpLots, SEGMENT, testGenesis, usdc } from "../../testing/testMarket.ts";

const NOTIONAL = 100_000_000_000n; // one bitcoin at 100,000 dollars, in atoms of USDC

const PREMIUM_FEED = 9;
const FED_PERP = 6;
const CHANGES = [
  { ...indexFeed({ feedId: PREMIUM_FEED, symbol: "BTC-PERP/USD" }), kind: FeedKind.premium },
  {
    ...listed("ListInstrument"),
    instrumentId: FED_PERP,
    terms: { type: "Perpetual", premiumFeedId: PREMIUM_FEED } as const,
  },
];

/** A house with a long and a short of one bitcoin; maintenance and initial margin of both. */
function positioned(instrumentId: number = FED_PERP) {
  const test = createTestHouse(testGenesis({ changes: CHANGES }));
  const long = test.openAccount(address(1), usdc(1_000_000));
  const short = test.openAccount(address(2), usdc(1_000_000));
  test.novate(long, short, instrumentId, perpLots(1_000), btcTicks(100_000));
  const margins = () => [long, short].map((id) => test.house.margin.requirement(test.state, test.account(id)));
  return { test, margins };
}

function sample(
  { house, timeMs }: TestHouse,
  premiumSumE6: bigint,
  samples: number,
  instrumentId: number = FED_PERP,
): void {
  house.emit({
    type: "PremiumSampled",
    instrumentId,
    premiumPpm: ppm(premiumSumE6 / BigInt(samples)),
    premiumSumE6,
    samples,
    sampledAtMs: timeMs,
  });
}

const provisions = (before: ReturnType<ReturnType<typeof positioned>["margins"]>, after: typeof before) =>
  after.map(({ initialMargin, maintenanceMargin }, side) => [
    initialMargin - before[side]!.initialMargin,
    maintenanceMargin - before[side]!.maintenanceMargin,
  ]);

test("MARG-036 the average premium of the samples is provided for by longs, and by shorts where it is negative", () => {
  const { test, margins } = positioned();
  const before = margins();
  sample(test, 3_000n, 3); // 0.1 % a period of eight hours
  expect(provisions(before, margins())).toEqual([
    [NOTIONAL / 1_000n, NOTIONAL / 1_000n],
    [0n, 0n],
  ]);
  sample(test, -2_000n, 4); // 0.05 % the other way
  expect(provisions(before, margins())).toEqual([
    [0n, 0n],
    [NOTIONAL / 2_000n, NOTIONAL / 2_000n],
  ]);
});

test("MARG-036 the provision is clamped as funding is, and is for eight hours whatever the funding period", () => {
  const { test, margins } = positioned();
  const before = margins();
  const segment = test.state.segments.get(SEGMENT)!;
  const clearing = { ...segment.parameters.clearing, fundingPeriodMs: 4 * HOUR_MS };
  test.state.segments.put({ ...segment, parameters: { ...segment.parameters, clearing } });
  sample(test, 90_000n, 1); // 9 %, clamped to 0.5 % every four hours
  expect(provisions(before, margins())).toEqual([
    [NOTIONAL / 100n, NOTIONAL / 100n],
    [0n, 0n],
  ]);
});

test("MARG-036 nothing is provided for once the samples have become funding", () => {
  const { test, margins } = positioned();
  const before = margins();
  sample(test, 1_000n, 1);
  const advanced = { ratePpm: ppm(1_000n), indexAfterE6: 0n, fundedAtMs: test.timeMs };
  test.house.emit({ type: "FundingIndexAdvanced", instrumentId: FED_PERP, ...advanced });
  expect(margins()).toEqual(before);
});

test("MARG-111 of a premium that prints made nothing is provided for", () => {
  const { test, margins } = positioned(BTC_PERP);
  const before = margins();
  sample(test, 5_000n, 1, BTC_PERP);
  expect(margins()).toEqual(before);
});

/** Goal: futures and options are marked from their own curve and surface. Method: published feeds and slices on the test house. */
import { type Change, type CommandOf, FeedKind } from "@novate/codec";
import { DAY_MS } from "@novate/num";

import { expect, test } from "vitest";
import { isMarkFresh } from "../ledger/isMarkFresh.ts";
import { listCall, listFuture } from "../testing/contracts.ts";
import { eventsOf } from "../testing/crisis.ts";
import { listed } from "../testing/governance.ts";
import { runBlock } from "../testing/runBlock.ts";
import { TestHouse } from "../testing/testHouse.ts";
import {
  BTC_FEED,
  btcTicks,
  GENESIS_MS,
  PUBLISHER_SIGNER,
  SEGMENT,
  testGenesis,
  UNDERLYING,
} from "../testing/testMarket.ts";

const EXPIRY_MS = GENESIS_MS + 30 * DAY_MS;
const FORWARD_FEED = 9;
const FUTURE = 2;
const CALL = 3;
const E8 = 100_000_000n;

const feed = listed("RegisterFeed", ({ feedId }) => feedId === BTC_FEED);
const changes: Change[] = [
  { ...feed, feedId: FORWARD_FEED, kind: FeedKind.forward, symbol: "BTC/USD 30d", maxAgeMs: 60_000 },
  listFuture(EXPIRY_MS, { instrumentId: FUTURE }, FORWARD_FEED),
  listCall(btcTicks(100_000), EXPIRY_MS, { instrumentId: CALL }),
];

const slice = {
  expiryMs: EXPIRY_MS,
  aE9: 20_000_000n,
  bE9: 40_000_000n,
  rhoE9: -200_000_000n,
  mE9: 0n,
  sigmaE9: 100_000_000n,
};

function say(
  house: TestHouse,
  index: number,
  forward: number | null,
  surfaces: CommandOf<"SubmitObservations">["surfaces"] = [],
) {
  const publishedAtMs = house.timeMs + 1_000;
  const observation = (feedId: number, dollars: number) => ({
    feedId,
    value: BigInt(dollars) * E8,
    confidence: 0n,
    publishedAtMs,
  });
  const observations = [
    observation(BTC_FEED, index),
    ...(forward === null ? [] : [observation(FORWARD_FEED, forward)]),
  ];
  return runBlock(house, [
    { command: { type: "SubmitObservations", publisherId: 1, observations, surfaces }, signer: PUBLISHER_SIGNER },
  ]).receipts[0]!.refusal;
}

const markOf = (house: TestHouse, instrumentId: number) => house.state.markets.get(instrumentId)?.mark?.priceTicks;

test("ORCL-013 a future is marked at its own fresh forward", () => {
  const house = new TestHouse(testGenesis({ changes }));
  say(house, 100_010, 101_000);
  expect(markOf(house, FUTURE)).toBe(btcTicks(101_000));
});

test("ORCL-014 ORCL-033 an option has no mark without a surface and Black-76 on one with it", () => {
  const house = new TestHouse(testGenesis({ changes }));
  say(house, 100_010, 100_010);
  expect(markOf(house, CALL)).toBeUndefined();
  const surface = { underlyingId: UNDERLYING, publishedAtMs: house.timeMs + 1_000, slices: [slice] };
  expect(say(house, 100_000, 100_000, [surface])).toBeNull();
  // At the money: 2·F·(Φ(σ√τ/2) − ½) with w = 0.02 + 0.04·0.1 = 0.024, so F·0.0617 or about 6,174 dollars.
  expect(Number(markOf(house, CALL)) / 10).toBeGreaterThan(6_150);
  expect(Number(markOf(house, CALL)) / 10).toBeLessThan(6_200);
});

test("ORCL-013 ORCL-014 an option is marked and margined on its expiry's forward, though only the future names its feed", () => {
  const house = new TestHouse(testGenesis({ changes }));
  const calm = { ...slice, aE9: 100_000n, bE9: 0n };
  const surface = { underlyingId: UNDERLYING, publishedAtMs: house.timeMs + 1_000, slices: [calm] };
  expect(say(house, 100_000, 160_000, [surface])).toBeNull();
  // So deep in the money that it is worth forward − strike; on the index it would be worth nothing but time.
  expect(markOf(house, CALL)).toBe(btcTicks(60_000));
  const { book } = house.house.margin.bookOf(SEGMENT);
  house.house.margin.bookOf(SEGMENT).context(house.state);
  const rowOf = (instrumentId: number) => book.allRows().find((row) => row.instrumentId === instrumentId)!;
  expect(rowOf(CALL)).toMatchObject({ isPriced: true, markAtoms: 60_000 * 1_000 }); // 1,000 atoms a dollar and lot
  expect(rowOf(CALL).deltaAtoms).toBe(rowOf(FUTURE).deltaAtoms); // each moves with the same 160,000 dollars
});

test("ORCL-041 an option that outlives the surface is marked at the volatility of its last expiry", () => {
  const later = listCall(btcTicks(100_000), EXPIRY_MS + 335 * DAY_MS, { instrumentId: 4 });
  const house = new TestHouse(testGenesis({ changes: [...changes, later] }));
  const publishedAtMs = house.timeMs + 1_000;
  const near = { ...slice, expiryMs: publishedAtMs + DAY_MS / 2, aE9: 342_466n, bE9: 0n }; // half, over half a day
  expect(say(house, 100_000, 100_000, [{ underlyingId: UNDERLYING, publishedAtMs, slices: [near] }])).toBeNull();
  const lived = Number(markOf(house, 4)) / 10;
  runBlock(house, [], DAY_MS);
  say(house, 100_000, null);
  say(house, 100_001, null);
  // A year at half: F · (2·Φ(0.25) − 1), or about 19,740 dollars.
  expect(lived).toBeCloseTo(19_740, -2);
  expect(house.state.markets.get(4)!.mark!.atMs).toBe(house.timeMs);
  expect(Number(markOf(house, 4)) / 10).toBeCloseTo(lived, -2);
});

test("ORCL-011 ORCL-034 a surface with calendar arbitrage is refused whole and the good one stays", () => {
  const house = new TestHouse(testGenesis({ changes }));
  const good = { underlyingId: UNDERLYING, publishedAtMs: house.timeMs + 1_000, slices: [slice] };
  expect(say(house, 100_000, 100_000, [good])).toBeNull();
  const later = { ...slice, expiryMs: EXPIRY_MS + DAY_MS, aE9: 1_000_000n };
  const crossed = { ...good, publishedAtMs: house.timeMs + 1_000, slices: [slice, later] };
  runBlock(house, [
    {
      command: { type: "SubmitObservations", publisherId: 1, observations: [], surfaces: [crossed] },
      signer: PUBLISHER_SIGNER,
    },
  ]);
  expect(house.state.underlyings.get(UNDERLYING)!.slices).toEqual([slice]);
});

test("ORCL-016 a mark older than its index may be closes nobody out", () => {
  const house = new TestHouse(testGenesis({ changes }));
  say(house, 100_010, 100_010);
  expect(isMarkFresh(house.state, FUTURE, house.timeMs)).toBe(true);
  expect(isMarkFresh(house.state, FUTURE, house.timeMs + 2 * DAY_MS)).toBe(false);
});

test("ORCL-011 ORCL-034 a surface with butterfly arbitrage is dropped and the good one stays", () => {
  const house = new TestHouse(testGenesis({ changes }));
  const surfaced = (slices: readonly (typeof slice)[]) => {
    const publishedAtMs = house.timeMs + 1_000;
    const surfaces = [{ underlyingId: UNDERLYING, publishedAtMs, slices: [...slices] }];
    const observations = [BTC_FEED, FORWARD_FEED].map((feedId) => ({
      feedId,
      value: 100_000n * E8,
      confidence: 0n,
      publishedAtMs,
    }));
    const command = { type: "SubmitObservations", publisherId: 1, observations, surfaces } as const;
    return runBlock(house, [{ command, signer: PUBLISHER_SIGNER }]).events;
  };
  expect(eventsOf(surfaced([slice]), "SurfaceTaken")).toHaveLength(1);
  const torn = surfaced([{ ...slice, bE9: 1_900_000_000n, rhoE9: -900_000_000n }]);
  expect(eventsOf(torn, "SurfaceDropped")).toMatchObject([{ publisherId: 1, underlyingId: UNDERLYING, sliceCount: 1 }]);
  expect(house.state.underlyings.get(UNDERLYING)!.slices).toEqual([slice]);
});

test("ORCL-002 ORCL-018 a surface is newer than the last, and at most two seconds ahead of its block", () => {
  const house = new TestHouse(testGenesis({ changes }));
  const say = (publishedAtMs: number) => {
    const surface = { underlyingId: UNDERLYING, publishedAtMs, slices: [slice] };
    const command = { type: "SubmitObservations", publisherId: 1, observations: [], surfaces: [surface] } as const;
    return runBlock(house, [{ command, signer: PUBLISHER_SIGNER }]).receipts[0]!.refusal;
  };
  const latestMs = house.timeMs + 1_000 + 2_000;
  const data = { underlyingId: UNDERLYING, publishedAtMs: latestMs + 1 };
  expect(say(latestMs + 1)).toMatchObject({ code: "SurfaceFromFuture", data: { ...data, latestMs } });
  expect(say(latestMs)).toBeNull();
  expect(say(latestMs)).toMatchObject({ code: "SurfaceNotNewer", data: { publishedAtMs: latestMs } });
  expect(say(latestMs + 1)).toBeNull();
});

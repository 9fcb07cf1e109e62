/** Goal: every change names its first fault and waits as long as it should. Method: a table of one fault or one change a row. */
import type { Change, ChangeOf } from "@novate/codec";
import { atoms, HOUR_MS, ppm, ticks } from "@novate/num";
import { describe, expect, test } from "vitest";
import { houseOf } from "../../state/state.ts";
import { forwardFeed, listed, withParameters } from "../../testing/governance.ts";
import { createTestHouse } from "../../testing/testHouse.ts";
import { address, BTC, BTC_FEED, GENESIS_MS, GOVERNORS, keySigner, SEGMENT, USDC } from "../../testing/testMarket.ts";
import { creditPair } from "../founding/index.ts";
import { delayMsOf, faultOfChange, writeChange } from "./rules.ts";

const house = createTestHouse();
writeChange(house.state, forwardFeed(8), GENESIS_MS);

const btc = listed("SetCollateral", ({ assetId }) => assetId === BTC);
const feed = listed("RegisterFeed", ({ feedId }) => feedId === BTC_FEED);
const perp = { ...listed("ListInstrument"), instrumentId: 2 };
const call = {
  type: "Option",
  strikeTicks: ticks(1_000_000n),
  isCall: true,
  expiryMs: GENESIS_MS + 24 * HOUR_MS,
  forwardFeedId: null,
} as const;
const option: ChangeOf<"ListInstrument"> = {
  ...perp,
  terms: call,
};
const delivery = { type: "Spot", baseAssetId: BTC, lotBaseAtoms: atoms(1n) } as const;
const spot: ChangeOf<"ListInstrument"> = {
  ...perp,
  terms: delivery,
};
const underlying = listed("ListUnderlying");
const venue = listed("RegisterVenue");
const publisher = listed("RegisterPublisher");
const asset = { ...listed("ListAsset"), assetId: 9 };
const segment = { ...listed("CreateSegment"), segmentId: 9 };
const custodian = listed("SetCustodian");
writeChange(house.state, { ...listed("ListUnderlying"), underlyingId: 7, symbol: "ETH" }, GENESIS_MS);
const pair = creditPair([1, 7], { segmentId: SEGMENT, creditPpm: ppm(300_000n) });
const governor: ChangeOf<"SetGovernor"> = { type: "SetGovernor", owner: address(9), isMember: true, threshold: 2 };

const faults: readonly (readonly [field: string, change: Change])[] = [
  ["assetId", { ...asset, assetId: USDC }],
  ["symbol", { ...asset, symbol: "" }],
  ["decimals", { ...asset, decimals: 25 }],
  ["priceFeedId", { ...asset, priceFeedId: 99 }],
  ["segmentId", { ...segment, segmentId: SEGMENT }],
  ["name", { ...segment, name: "" }],
  ["settlementAssetId", { ...segment, settlementAssetId: 99 }],
  ["segmentId", { ...btc, segmentId: 9 }],
  ["assetId", { ...btc, assetId: 9 }],
  ["haircutFloorPpm", { ...btc, haircutFloorPpm: ppm(1_000_001n) }],
  ["stressVolPpm", { ...btc, stressVolPpm: ppm(-1n) }],
  ["exitHorizonMs", { ...btc, exitHorizonMs: 2 ** 52 }],
  ["dailyVolumeAtoms", { ...btc, dailyVolumeAtoms: atoms(0n) }],
  ["capAtoms", { ...btc, capAtoms: atoms(-1n) }],
  ["accountSharePpm", { ...btc, accountSharePpm: ppm(0n) }],
  ["feedId", { ...feed, feedId: 0 }],
  ["kind", { ...feed, kind: 3 }],
  ["kind", { ...feed, kind: 1 }],
  ["symbol", { ...feed, symbol: "" }],
  ["decimals", { ...feed, decimals: 6 }],
  ["minimum", { ...feed, minimum: -1n }],
  ["maximum", { ...feed, maximum: feed.minimum + 1n }],
  ["heartbeatMs", { ...feed, heartbeatMs: 0 }],
  ["maxAgeMs", { ...feed, maxAgeMs: 0 }],
  ["quorum", { ...feed, quorum: 0 }],
  ["publisherId", { ...publisher, publisherId: 0 }],
  ["signer.scheme", { ...publisher, signer: { ...keySigner(1), scheme: 3 } }],
  ["signer", { ...publisher, publisherId: 2 }],
  ["weight", { ...publisher, weight: 10_001 }],
  ["segmentId", { ...underlying, segmentId: 9 }],
  ["symbol", { ...underlying, symbol: "" }],
  ["indexFeedId", { ...underlying, indexFeedId: 8 }],
  ["indexFeedId", { ...underlying, indexFeedId: 1 }],
  ["initialVolPpm", { ...underlying, initialVolPpm: ppm(0n) }],
  ["depthAtoms", { ...underlying, depthAtoms: atoms(0n) }],
  ["vegaDepthAtoms", { ...underlying, vegaDepthAtoms: atoms(0n) }],
  ["openInterestLowAtoms", { ...underlying, openInterestLowAtoms: atoms(-1n) }],
  ["openInterestHighAtoms", { ...underlying, openInterestHighAtoms: underlying.openInterestLowAtoms }],
  ["openInterestCapAtoms", { ...underlying, openInterestCapAtoms: atoms(-1n) }],
  ["segmentId", { ...pair, segmentId: 9 }],
  ["leftUnderlyingId", { ...pair, leftUnderlyingId: 9 }],
  ["rightUnderlyingId", { ...pair, rightUnderlyingId: 9 }],
  ["rightUnderlyingId", { ...pair, leftUnderlyingId: 7, rightUnderlyingId: 1 }],
  ["creditPpm", { ...pair, creditPpm: ppm(500_001n) }],
  ["creditPpm", { ...pair, creditPpm: ppm(-1n) }],
  ["holdAtPpm", { ...pair, holdAtPpm: ppm(599_999n) }],
  ["breakAtPpm", { ...pair, breakAtPpm: ppm(0n) }],
  ["instrumentId", { ...perp, instrumentId: 1 }],
  ["underlyingId", { ...perp, underlyingId: 9 }],
  ["symbol", { ...perp, symbol: "" }],
  ["tickFeedUnits", { ...perp, tickFeedUnits: 0n }],
  ["tickValueAtoms", { ...perp, tickValueAtoms: atoms(0n) }],
  ["tickValueAtoms", { ...perp, tickFeedUnits: 3n }],
  ["terms.strikeTicks", { ...option, terms: { ...call, strikeTicks: ticks(0n) } }],
  ["terms.expiryMs", { ...option, terms: { ...call, expiryMs: GENESIS_MS } }],
  ["terms.expiryMs", { ...option, terms: { ...call, expiryMs: GENESIS_MS + 20 * 366 * 24 * HOUR_MS } }],
  ["terms.forwardFeedId", { ...option, terms: { ...call, forwardFeedId: BTC_FEED } }],
  ["terms.forwardFeedId", { ...option, terms: { ...call, forwardFeedId: 0 } }],
  ["terms.baseAssetId", { ...spot, terms: { ...delivery, baseAssetId: 9 } }],
  ["terms.baseAssetId", { ...spot, terms: { ...delivery, baseAssetId: USDC } }],
  ["terms.lotBaseAtoms", { ...spot, terms: { ...delivery, lotBaseAtoms: atoms(0n) } }],
  ["name", { ...venue, name: "" }],
  ["signer.scheme", { ...venue, signer: { ...keySigner(1), scheme: 3 } }],
  ["feePpm", { ...venue, feePpm: ppm(10_001n) }],
  ["settlementAssetId", { ...venue, settlementAssetId: 99 }],
  ["settlementAssetId", { ...venue, settlementAssetId: BTC }],
  ["chainId", { ...custodian, chainId: 0 }],
  ["signer.scheme", { ...custodian, signer: { ...keySigner(1), scheme: 3 } }],
  ["segmentId", { ...withParameters(house, (before) => before), segmentId: 9 } as Change],
  ["owner", { ...governor, isMember: false }],
  ["threshold", { ...governor, threshold: 5 }],
  ["threshold", { ...governor, threshold: 0 }],
];

test.each(faults)("GOV-003 a change is refused for its %s", (field, change) => {
  expect(faultOfChange(house.state, change, GENESIS_MS)?.field).toBe(field);
});

test("GOV-003 each of the sound changes that the faulty ones vary is accepted", () => {
  for (const change of [
    asset,
    segment,
    btc,
    feed,
    publisher,
    underlying,
    perp,
    option,
    spot,
    venue,
    custodian,
    governor,
    pair,
  ]) {
    expect(faultOfChange(house.state, change, GENESIS_MS)).toBeNull();
  }
  expect(faultOfChange(house.state, { ...option, terms: { ...call, forwardFeedId: 8 } }, GENESIS_MS)).toBeNull();
});

test("GOV-003 the last governor stays, and there are never more than a bundle can list", () => {
  const alone = createTestHouse();
  for (const owner of GOVERNORS.slice(1)) alone.state.governors.delete(owner);
  const leave: Change = { type: "SetGovernor", owner: GOVERNORS[0]!, isMember: false, threshold: 1 };
  expect(faultOfChange(alone.state, leave, GENESIS_MS)?.field).toBe("isMember");
  for (let n = 0x200; alone.state.governors.size < 16; n++)
    alone.state.governors.put({ owner: address(n), triedAtMs: 0 });
  expect(faultOfChange(alone.state, governor, GENESIS_MS)?.field).toBe("isMember");
});

test("COLL-028 COLL-046 new collateral starts at cap 0, but at genesis", () => {
  const fresh = createTestHouse();
  writeChange(fresh.state, asset, GENESIS_MS);
  const first = { ...btc, assetId: asset.assetId };
  expect(faultOfChange(fresh.state, first, GENESIS_MS)?.field).toBe("capAtoms");
  expect(faultOfChange(fresh.state, { ...first, capAtoms: atoms(0n) }, GENESIS_MS)).toBeNull();
  fresh.state.house.put({ ...houseOf(fresh.state), height: 0 });
  expect(faultOfChange(fresh.state, first, GENESIS_MS)).toBeNull();
});

describe("GOV-024 GOV-025 GOV-026 how long a change waits", () => {
  const immediate: readonly Change[] = [
    { ...btc, capAtoms: atoms(0n) },
    { ...publisher, weight: 0 },
    { ...underlying, openInterestCapAtoms: atoms(1n), openInterestLowAtoms: atoms(1n) },
    { ...venue, isActive: false },
    { ...pair, creditPpm: ppm(0n) }, // that nobody has
    { ...custodian, signer: { scheme: 0, key: `0x${"00".repeat(32)}` } },
    withParameters(house, (before) => ({ ...before, margin: { ...before.margin, initialFactorPpm: ppm(1_200_000n) } })),
  ];
  /** Held positions or collateral feel them. */
  const aDay: readonly Change[] = [
    { ...btc, haircutFloorPpm: ppm(200_000n), stressVolPpm: ppm(600_000n) },
    { ...underlying, depthAtoms: atoms(1n) },
    withParameters(house, (before) => ({ ...before, margin: { ...before.margin, mporMs: before.margin.mporMs + 1 } })),
    withParameters(house, (before) => ({
      ...before,
      clearing: { ...before.clearing, maxNegativeCashAtoms: atoms(0n) },
    })),
  ];
  const twoDays: readonly Change[] = [
    { ...btc, capAtoms: atoms(btc.capAtoms + 1n) },
    { ...btc, capAtoms: atoms(0n), haircutFloorPpm: ppm(99_999n) },
    asset,
    segment,
    feed,
    { ...publisher, publisherId: 2, signer: keySigner(1) },
    { ...publisher, weight: 2 },
    { ...underlying, underlyingId: 9 },
    { ...underlying, depthAtoms: atoms(underlying.depthAtoms + 1n) },
    perp,
    venue,
    { ...venue, isActive: false, feePpm: ppm(101n) },
    { ...venue, isActive: false, signer: keySigner(1) },
    { ...custodian, signer: keySigner(1) },
    withParameters(house, (before) => ({ ...before, margin: { ...before.margin, mporMs: before.margin.mporMs - 1 } })),
    withParameters(house, (before) => ({ ...before, oracle: { ...before.oracle, medianWindowMs: 1_000 } })),
    governor,
    pair,
  ];
  test.each(immediate)("nothing: $type", (change) => {
    expect(delayMsOf(house.state, change)).toBe(0);
  });
  test.each(aDay)("GOV-037 a day: $type", (change) => {
    expect(delayMsOf(house.state, change)).toBe(24 * HOUR_MS);
  });
  test("GOV-037 a day: the end of a credit that a pair may have", () => {
    const listedPair = createTestHouse();
    writeChange(listedPair.state, pair, GENESIS_MS);
    expect(delayMsOf(listedPair.state, { ...pair, creditPpm: ppm(0n) })).toBe(24 * HOUR_MS);
  });
  test.each(twoDays)("48 hours: $type", (change) => {
    expect(delayMsOf(house.state, change)).toBe(48 * HOUR_MS);
  });
  test("7 days: new collateral", () => {
    expect(delayMsOf(house.state, { ...btc, assetId: 9, capAtoms: atoms(0n) })).toBe(7 * 24 * HOUR_MS);
  });
});

test("MARG-073 all credits of one underlying are at most half; tighter limits end what they no longer allow", () => {
  const pairs = createTestHouse();
  for (const underlyingId of [7, 8])
    writeChange(pairs.state, { ...underlying, underlyingId, symbol: `U${underlyingId}` }, GENESIS_MS);
  writeChange(pairs.state, pair, GENESIS_MS);
  const second = { ...pair, rightUnderlyingId: 8 };
  expect(faultOfChange(pairs.state, { ...second, creditPpm: ppm(200_001n) }, GENESIS_MS)?.field).toBe("creditPpm");
  expect(faultOfChange(pairs.state, { ...second, creditPpm: ppm(200_000n) }, GENESIS_MS)).toBeNull();
  expect(faultOfChange(pairs.state, { ...pair, creditPpm: ppm(500_000n) }, GENESIS_MS)).toBeNull();

  expect(delayMsOf(pairs.state, { ...pair, creditPpm: ppm(299_999n), holdAtPpm: ppm(900_000n) })).toBe(24 * HOUR_MS);
  expect(delayMsOf(pairs.state, { ...pair, breakAtPpm: ppm(599_999n) })).toBe(48 * HOUR_MS);
  const [row] = pairs.state.creditPairs.values();
  pairs.state.creditPairs.put({ ...row!, correlationPpm: ppm(700_000n), isHolding: true, judgedAtMs: 1 });
  const isHoldingWith = (change: Partial<typeof pair>) => {
    writeChange(pairs.state, { ...pair, ...change }, GENESIS_MS);
    return [...pairs.state.creditPairs.values()][0]!.isHolding;
  };
  expect(isHoldingWith({ breakAtPpm: ppm(700_000n) })).toBe(true);
  expect(isHoldingWith({ breakAtPpm: ppm(700_001n) })).toBe(false);
});

test("GOV-027 GOV-028 what a feed means and what a venue is paid in never changes", () => {
  const reason = (change: Change) => faultOfChange(house.state, change, GENESIS_MS)?.reason;
  expect(reason({ ...feed, kind: 1 })).toBe("is fixed at registration");
  expect(reason({ ...feed, decimals: 6 })).toBe("are fixed at registration");
  expect(reason({ ...venue, settlementAssetId: BTC })).toBe("is fixed at registration");
});

test("GOV-005 a change of limits keeps what is held, paid in, priced and forecast", () => {
  const busy = createTestHouse();
  const accountId = busy.openAccount(address(1));
  busy.deposit(accountId, BTC, atoms(5n));
  const rows = () => ({
    collateral: { ...busy.state.collaterals.get(`${SEGMENT}/${BTC}`), spec: null },
    feed: { ...busy.state.feeds.get(BTC_FEED), spec: null },
    underlying: { ...busy.state.underlyings.get(1), spec: null },
    venue: { ...busy.state.venues.get(1), spec: null },
  });
  const before = rows();
  const changes = [
    { ...btc, capAtoms: atoms(1n) },
    { ...feed, quorum: 3 },
    { ...underlying, depthAtoms: atoms(1n) },
    { ...venue, feePpm: ppm(1n) },
  ];
  for (const change of changes) writeChange(busy.state, change, busy.timeMs);
  expect(rows()).toEqual(before);
  expect(busy.state.feeds.get(BTC_FEED)?.spec.quorum).toBe(3);
});

test("SEG-005 SEG-006 a segment keeps its settlement asset, an underlying its segment", () => {
  const two = createTestHouse();
  writeChange(two.state, segment, GENESIS_MS);
  const otherMoney = { ...segment, settlementAssetId: BTC };
  expect(faultOfChange(two.state, otherMoney, GENESIS_MS)?.field).toBe("segmentId"); // it exists already
  const moved = { ...underlying, segmentId: segment.segmentId };
  expect(faultOfChange(two.state, moved, GENESIS_MS)).toMatchObject({
    field: "segmentId",
    reason: "is fixed at listing",
  });
});

test("SEG-001 a segment starts with empty pools of its own, and new parameters leave its money alone", () => {
  const fresh = createTestHouse();
  writeChange(fresh.state, segment, GENESIS_MS);
  const pools = { feesAtoms: 0n, skinAtoms: 0n, juniorFundAtoms: 0n, seniorFundAtoms: 0n, dustAtoms: 0n };
  expect(fresh.state.segments.get(9)).toMatchObject({ settlementAssetId: USDC, ...pools });
  const row = { ...fresh.state.segments.get(SEGMENT)!, feesAtoms: atoms(3n), skinAtoms: atoms(4n) };
  fresh.state.segments.put(row);
  const change = withParameters(fresh, (before) => ({
    ...before,
    oracle: { ...before.oracle, medianWindowMs: 1_000 },
  }));
  writeChange(fresh.state, change, GENESIS_MS);
  expect({ ...fresh.state.segments.get(SEGMENT), parameters: null }).toEqual({ ...row, parameters: null });
});

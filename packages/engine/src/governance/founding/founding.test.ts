/** Goal: what the constructors leave to their defaults founds a house. Method: the least genesis, and one fault in it. */
import type { Change } from "@novate/codec";
import { atoms, HOUR_MS, ppm, ticks } from "@novate/num";
import { AssertionFailed } from "@novate/stdx";
import { expect, test } from "vitest";
import { address, ownerSigner } from "../../testing/testMarket.ts";
import { faultOfGenesis } from "../genesis.ts";
import { standardParameters } from "../standardParameters.ts";
import {
  asset,
  backstopAccount,
  collateral,
  creditPair,
  custodian,
  forwardFeed,
  genesisOf,
  indexFeed,
  listCall,
  listFuture,
  listPerpetual,
  listPut,
  listSpot,
  publisher,
  segment,
  settlementCollateral,
  underlying,
  units,
  venue,
} from "./index.ts";

const FOUNDED_MS = 1_760_054_400_000;
const IN_AN_HOUR = FOUNDED_MS + HOUR_MS;
const lot = (instrumentId: number) => ({
  instrumentId,
  underlyingId: 1,
  symbol: `X-${instrumentId}`,
  tickFeedUnits: 10_000_000n,
  tickValueAtoms: atoms(100n),
});

const least = (governors: number) =>
  genesisOf({
    name: "founded",
    timeMs: FOUNDED_MS,
    governors: Array.from({ length: governors }, (_, index) => address(index + 1)),
    changes: [
      indexFeed({ feedId: 1, symbol: "USDC/USD" }),
      indexFeed({ feedId: 2, symbol: "X/USD" }),
      forwardFeed({ feedId: 3, symbol: "X-1H/USD" }),
      asset(1, "USDC", 6, 1),
      asset(2, "X", 8, 2),
      segment(1, "crypto", 1, standardParameters(6)),
      settlementCollateral({ segmentId: 1, assetId: 1 }),
      collateral({
        segmentId: 1,
        assetId: 2,
        haircutFloorPpm: ppm(100_000n),
        stressVolPpm: ppm(500_000n),
        dailyVolumeAtoms: atoms(10n ** 13n),
        capAtoms: atoms(10n ** 12n),
      }),
      underlying({ underlyingId: 1, segmentId: 1, symbol: "X", indexFeedId: 2, depthAtoms: atoms(10n ** 12n) }),
      listPerpetual(lot(1)),
      listFuture(lot(2), IN_AN_HOUR, 3),
      listCall(lot(3), ticks(10n), IN_AN_HOUR, 3),
      listPut(lot(4), ticks(10n), IN_AN_HOUR, 3),
      listSpot(lot(5), 2, atoms(1n)),
      venue({ venueId: 1, name: "book", signer: ownerSigner(address(7)), settlementAssetId: 1 }),
      publisher(1, ownerSigner(address(8))),
      custodian(1, ownerSigner(address(9))),
    ],
    accounts: [backstopAccount(address(10), 1, 1, atoms(1_000_000n))],
  });

test.each([
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 3],
])("%i governors need %i approvals where no threshold is given", (governors, threshold) => {
  const genesis = least(governors);
  expect(genesis.governorThreshold).toBe(threshold);
  expect(faultOfGenesis(genesis)).toBeNull();
});

test("what is given replaces a default, and is judged like any change", () => {
  const genesis = least(1);
  const [feed, ...rest] = genesis.changes;
  expect(faultOfGenesis({ ...genesis, changes: [{ ...feed!, quorum: 0 } as typeof feed & object, ...rest] })).toMatch(
    /^changes\[0\] RegisterFeed quorum: /,
  );
});

const FEEDS = [indexFeed({ feedId: 1, symbol: "USDC/USD" }), indexFeed({ feedId: 2, symbol: "X/USD" })];
const ASSETS = [...FEEDS, asset(1, "USDC", 6, 1), asset(2, "X", 8, 2)];
const SEGMENT = [
  ...ASSETS,
  segment(1, "one", 1, standardParameters(6)),
  settlementCollateral({ segmentId: 1, assetId: 1 }),
];
const LIMITS = { haircutFloorPpm: ppm(1n), stressVolPpm: ppm(1n), dailyVolumeAtoms: atoms(1n), capAtoms: atoms(1n) };
const COIN = collateral({ segmentId: 1, assetId: 2, ...LIMITS });
const on = (underlyingId: number) =>
  underlying({ underlyingId, segmentId: 1, symbol: `X${underlyingId}`, indexFeedId: 2, depthAtoms: atoms(10n) });
const MARKET = [...SEGMENT, COIN, on(1), on(2)];
const PARTY = ownerSigner(address(7));

test.each<[name: string, before: readonly Change[], change: Change]>([
  ["indexFeed", [], indexFeed({ feedId: 1, symbol: "X/USD" })],
  ["forwardFeed", [], forwardFeed({ feedId: 1, symbol: "X-1H/USD" })],
  ["publisher", [], publisher(1, PARTY)],
  ["custodian", [], custodian(1, PARTY)],
  ["asset without a price", [], asset(1, "X", 0, 0)],
  ["segment", ASSETS, segment(1, "one", 1, standardParameters(6))],
  ["venue", ASSETS, venue({ venueId: 1, name: "pit", signer: PARTY, settlementAssetId: 1 })],
  ["collateral", SEGMENT, COIN],
  ["underlying", SEGMENT, on(1)],
  ["creditPair", MARKET, creditPair([2, 1], { segmentId: 1, creditPpm: ppm(250_000n) })],
  ["listPerpetual", MARKET, listPerpetual(lot(1))],
  ["listFuture", MARKET, listFuture(lot(1), IN_AN_HOUR)],
  ["listCall", MARKET, listCall(lot(1), ticks(5n), IN_AN_HOUR)],
  ["listPut", MARKET, listPut(lot(1), ticks(5n), IN_AN_HOUR)],
  ["listSpot", MARKET, listSpot(lot(1), 2, atoms(1n))],
])("GOV-008 %s alone is accepted by the smallest house that may have it", (_, before, change) => {
  const founded = { name: "founded", timeMs: FOUNDED_MS, governors: [address(1)] };
  expect(genesisOf({ ...founded, changes: [...before, change] }).changes.at(-1)).toBe(change);
  if (before.length > 0) expect(() => genesisOf({ ...founded, changes: [change] })).toThrow(AssertionFailed);
});

test("a pair may be named in either order", () => {
  const pair = (between: readonly [number, number]) => creditPair(between, { segmentId: 1, creditPpm: ppm(1n) });
  expect(pair([2, 1])).toEqual(pair([1, 2]));
  expect(pair([2, 1])).toMatchObject({ leftUnderlyingId: 1, rightUnderlyingId: 2 });
});

test("five units of an asset with six decimals are five million atoms; a backstop without capital is empty", () => {
  expect(units(5n, 6)).toBe(5_000_000n);
  expect(backstopAccount(address(1), 1, 1, atoms(0n)).balances).toEqual([]);
});

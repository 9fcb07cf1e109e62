/**
 * The workload's world: two ring-fenced segments with different settlement assets, every kind of instrument, little capital.
 *
 * @module
 */
import { type Change, FeedKind, type SegmentParameters } from "@novate/codec";
import {
  asset,
  backstopAccount,
  collateral,
  creditPair,
  custodian,
  forwardFeed,
  type Genesis,
  genesisOf,
  houseIdOf,
  indexFeed,
  listCall,
  listFuture,
  listPerpetual,
  listPut,
  listSpot,
  publisher,
  segment,
  standardParameters,
  underlying,
  venue,
} from "@novate/engine";
import { atoms, DAY_MS, HOUR_MS, MINUTE_MS, ppm, ticks } from "@novate/num";
import { BACKSTOP_OWNERS, custodianSigner, GOVERNORS, PUBLISHER_IDS, publisherSigner, venueSigner } from "./cast.ts";
import { units } from "./money.ts";
import { PLAIN, type Variety } from "./variety.ts";
import { FAR, VALIDATORS } from "./vaults.ts";

export const GENESIS_MS = 1_760_054_400_000; // 2025-10-10T00:00:00Z

export const [USDC, BTC, ETH, EURC] = [1, 2, 3, 4] as const;
/** Decimals of each asset. */
export const DECIMALS: Readonly<Record<number, number>> = { [USDC]: 6, [BTC]: 8, [ETH]: 18, [EURC]: 6, [FAR]: 6 };
export const [CRYPTO, METALS] = [1, 2] as const;
export const SETTLEMENT: Readonly<Record<number, number>> = { [CRYPTO]: USDC, [METALS]: EURC };
export const COLLATERAL: Readonly<Record<number, readonly number[]>> = {
  [CRYPTO]: [USDC, BTC, ETH],
  [METALS]: [EURC, ETH],
};
/** Each venue settles in its segment's asset. */
export const VENUES: Readonly<Record<number, readonly number[]>> = { [CRYPTO]: [1, 2], [METALS]: [3] };
export const CUSTODY_CHAINS: readonly number[] = [1, 2];

/** Where the perpetual of bitcoin trades elsewhere; heard where a world has it. */
export const PREMIUM_FEED = 7;
/** Feeds, all in dollars with 8 decimals, with their first prices. */
export const FEEDS = [
  { feedId: 1, kind: FeedKind.index, symbol: "USDC/USD", price: 1 },
  { feedId: 2, kind: FeedKind.index, symbol: "BTC/USD", price: 100_000 },
  { feedId: 3, kind: FeedKind.index, symbol: "ETH/USD", price: 4_000 },
  { feedId: 4, kind: FeedKind.index, symbol: "EURC/USD", price: 1.16 },
  { feedId: 5, kind: FeedKind.forward, symbol: "BTC-3H/USD", price: 100_050 },
  { feedId: 6, kind: FeedKind.index, symbol: "XAU/USD", price: 4_000 },
  { feedId: PREMIUM_FEED, kind: FeedKind.premium, symbol: "BTC-PERP/USD", price: 100_020 },
] as const;

/** Little money, small batches and short cycles, so that every rule comes into play within minutes. */
export function worldParameters(): SegmentParameters {
  const standard = standardParameters(6);
  return {
    ...standard,
    clearing: {
      ...standard.clearing,
      variationCycleMs: 5 * MINUTE_MS,
      expiryWindowMs: 10 * MINUTE_MS,
      maxNegativeCashAtoms: units(2_000),
      managedPerBlock: 4,
      entriesPerBlock: 3,
      shortfallGateMs: 5 * MINUTE_MS,
    },
  };
}

function collateralOf(segmentId: number, assetId: number, haircutFloorPpm: bigint): Change {
  const isSettlement = SETTLEMENT[segmentId] === assetId;
  return collateral({
    segmentId,
    assetId,
    haircutFloorPpm: ppm(haircutFloorPpm),
    stressVolPpm: ppm(isSettlement ? 0n : 600_000n),
    exitHorizonMs: HOUR_MS,
    dailyVolumeAtoms: atoms(10n ** BigInt(DECIMALS[assetId]! + 5)),
    capAtoms: isSettlement ? units(100_000_000) : atoms(10n ** BigInt(DECIMALS[assetId]! + 3)),
    accountSharePpm: ppm(isSettlement ? 20_000n : 200_000n),
  });
}

const underlyingOf = (underlyingId: number, segmentId: number, symbol: string, indexFeedId: number): Change =>
  underlying({
    underlyingId,
    segmentId,
    symbol,
    indexFeedId,
    depthAtoms: units(2_000_000),
    openInterestLowAtoms: units(2_000_000),
    openInterestHighAtoms: units(10_000_000),
    openInterestCapAtoms: units(20_000_000),
  });

/** Thresholds so low that random walks of both coins cross them now and then. */
export const CREDIT = creditPair([1, 2], {
  segmentId: CRYPTO,
  creditPpm: ppm(400_000n),
  holdAtPpm: ppm(50_000n),
  breakAtPpm: ppm(1n),
});

/** 0.001 BTC a lot, 0.1 dollars a tick. */
const BTC_LOT = { underlyingId: 1, tickFeedUnits: 10_000_000n, tickValueAtoms: atoms(100n) };
/** 0.01 ETH a lot, 0.01 dollars a tick. */
const ETH_LOT = { ...BTC_LOT, underlyingId: 2, tickFeedUnits: 1_000_000n };
/** 0.1 ounces a lot, 0.01 dollars a tick. */
const GOLD_LOT = { underlyingId: 3, tickFeedUnits: 1_000_000n, tickValueAtoms: atoms(1_000n) };
const IN_3_HOURS = GENESIS_MS + 3 * HOUR_MS;
const IN_2_DAYS = GENESIS_MS + 2 * DAY_MS;

const perpetual = (premiumFeedId: number | null): Change =>
  listPerpetual({ ...BTC_LOT, instrumentId: 1, symbol: "BTC-PERP" }, premiumFeedId);

const CONTRACTS: readonly Change[] = [
  listFuture({ ...BTC_LOT, instrumentId: 2, symbol: "BTC-3H" }, IN_3_HOURS, 5),
  listCall({ ...BTC_LOT, instrumentId: 3, symbol: "BTC-3H-C" }, ticks(1_010_000n), IN_3_HOURS),
  listPut({ ...BTC_LOT, instrumentId: 4, symbol: "BTC-2D-P" }, ticks(980_000n), IN_2_DAYS),
  listPerpetual({ ...ETH_LOT, instrumentId: 5, symbol: "ETH-PERP" }),
  listFuture({ ...ETH_LOT, instrumentId: 6, symbol: "ETH-2D" }, IN_2_DAYS),
  listSpot({ ...BTC_LOT, instrumentId: 7, symbol: "BTC-SPOT" }, BTC, atoms(100_000n)),
  listPerpetual({ ...GOLD_LOT, instrumentId: 8, symbol: "XAU-PERP" }),
  listFuture({ ...GOLD_LOT, instrumentId: 9, symbol: "XAU-3H" }, IN_3_HOURS),
];

/** Two sources, half a minute until a price is stale. */
const FEED = { minimum: 1_000n, maximum: 10n ** 16n, heartbeatMs: 10 * MINUTE_MS, maxAgeMs: 30_000, quorum: 2 };

/** Feeds of the world, with what its variety says of each. */
function feedChanges({ sessions, weights, hasPremium }: Variety): Change[] {
  return FEEDS.filter(({ feedId }) => hasPremium || feedId !== PREMIUM_FEED).map(({ feedId, kind, symbol }) => {
    const own = sessions.get(feedId);
    const given = { ...FEED, feedId, symbol, weights: weights.get(feedId) ?? [] };
    const feed = kind === FeedKind.forward ? forwardFeed : indexFeed;
    return { ...feed(own === undefined ? given : { ...given, sessions: own }), kind };
  });
}

/** A dollar that lies elsewhere, and settles nothing. */
const FAR_DOLLAR: readonly Change[] = [
  asset(FAR, "USDC.far", 6, 1),
  { ...collateralOf(CRYPTO, FAR, 20_000n), capAtoms: units(1_000_000) } as Change, // wider than a coin's
];

function worldChanges(variety: Variety): Change[] {
  const parameters = variety.parametersOf(worldParameters());
  return [
    ...feedChanges(variety),
    asset(USDC, "USDC", 6, 1),
    asset(BTC, "BTC", 8, 2),
    asset(ETH, "ETH", 18, 3),
    asset(EURC, "EURC", 6, 4),
    segment(CRYPTO, "crypto", USDC, parameters),
    segment(METALS, "metals", EURC, parameters),
    collateralOf(CRYPTO, USDC, 0n),
    collateralOf(CRYPTO, BTC, 100_000n),
    collateralOf(CRYPTO, ETH, 150_000n),
    collateralOf(METALS, EURC, 0n),
    collateralOf(METALS, ETH, 150_000n),
    underlyingOf(1, CRYPTO, "BTC", 2),
    underlyingOf(2, CRYPTO, "ETH", 3),
    underlyingOf(3, METALS, "XAU", 6),
    CREDIT,
    perpetual(variety.hasPremium ? PREMIUM_FEED : null),
    ...CONTRACTS,
    venue({ venueId: 1, name: "book", signer: venueSigner(1), settlementAssetId: USDC }),
    venue({ venueId: 2, name: "desk", signer: venueSigner(2), settlementAssetId: USDC, feePpm: ppm(0n) }),
    venue({ venueId: 3, name: "metal pit", signer: venueSigner(3), settlementAssetId: EURC }),
    ...PUBLISHER_IDS.map((publisherId) => publisher(publisherId, publisherSigner(publisherId))),
    ...CUSTODY_CHAINS.map((chainId) => custodian(chainId, custodianSigner(chainId))),
    ...(variety.hasVaults ? [VALIDATORS, ...FAR_DOLLAR] : []),
  ];
}

/** Two small backstops a segment, a little skin in the game; with vaults all of it comes in later. */
export function worldGenesis(variety: Variety = PLAIN): Genesis {
  const { hasVaults } = variety;
  const backstop = (index: number, segmentId: number, amount: number) =>
    backstopAccount(BACKSTOP_OWNERS[index]!, segmentId, SETTLEMENT[segmentId]!, units(hasVaults ? 0 : amount));
  return genesisOf({
    name: "testkit",
    timeMs: GENESIS_MS,
    governors: GOVERNORS,
    governorThreshold: 2,
    changes: worldChanges(variety),
    accounts: [
      backstop(0, CRYPTO, 60_000),
      backstop(1, CRYPTO, 20_000),
      backstop(2, METALS, 30_000),
      backstop(3, METALS, 10_000),
    ],
    skins: hasVaults
      ? []
      : [
          { segmentId: CRYPTO, amountAtoms: units(3_000) },
          { segmentId: METALS, amountAtoms: units(1_000) },
        ],
    guarantees: hasVaults ? [] : [{ venueId: 1, amountAtoms: units(1_000) }],
  });
}

/** No world's: differs from the plain one's in one byte of its genesis. */
export const TWIN_HOUSE = houseIdOf({ ...worldGenesis(), name: "testkis" });

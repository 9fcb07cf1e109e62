/**
 * The house that the adversary plays against: one segment of every kind of contract, two of them dated, with a day's life.
 *
 * @module
 */
import { AccountRole, type Change, MarginMethod } from "@novate/codec";
import {
  asset,
  backstopAccount,
  collateral,
  custodian,
  type Genesis,
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
  standardParameters,
  underlying,
  venue,
} from "@novate/engine";
import { atoms, HOUR_MS, MINUTE_MS, ppm, ticks } from "@novate/num";
import { custodianSigner } from "../world/cast.ts";
import {
  GOVERNORS,
  HONEST_PUBLISHERS,
  HONEST_VENUE,
  MEANS,
  NAMES,
  type Name,
  OWN_PUBLISHER,
  OWN_VENUE,
  ownerOf,
  publisherKey,
  THRESHOLD,
  venueKey,
} from "./roles.ts";

/** When the play begins: the house is a day old, and what it holds is seasoned. */
export const GENESIS_MS = 1_760_054_400_000;
const FOUNDED_MS = GENESIS_MS - 25 * HOUR_MS;
/** Half past the hour, between two cycles. */
export const EXPIRY_MS = GENESIS_MS + 90 * MINUTE_MS;
export const LATER_MS = GENESIS_MS + 12 * HOUR_MS;
/** A short one: an episode has some forty blocks, and both expiries should fit into it. */
const EXPIRY_WINDOW_MS = 8 * MINUTE_MS;
export const SEGMENT = 1;
export const [USDC, BTC, FUND] = [1, 2, 3] as const;
export const [USDC_FEED, BTC_FEED, ETH_FEED, FUND_FEED] = [1, 2, 3, 4] as const;
export const FEED_IDS = [USDC_FEED, BTC_FEED, ETH_FEED, FUND_FEED] as const;
export const FIRST_PRICE: Readonly<Record<number, number>> = {
  [USDC_FEED]: 1,
  [BTC_FEED]: 100_000,
  [ETH_FEED]: 4_000,
  [FUND_FEED]: 10,
};
export const [BTC_PERP, BTC_FUTURE, BTC_CALL, ETH_PERP, BTC_SPOT, NEAR_PUT] = [1, 2, 3, 4, 5, 6] as const;
/** Strikes of the same expiry that hardly anybody holds. */
export const STRIKES: readonly number[] = Array.from({ length: 3 }, (_, index) => 10 + index);

/** How long a word counts: long enough for blocks of minutes, short enough to run out within an episode. */
export const MAX_AGE_MS = 10 * MINUTE_MS;
/** How long a surface may be taken: ten times as long as a price. */
export const SURFACE_AGE_MS = 10 * MAX_AGE_MS;
export const SIGMA = 0.6;

export const usdc = (dollars: number) => atoms(BigInt(Math.round(dollars * 1e6)));

/** 0.001 BTC a lot, 0.1 dollars a tick. */
const BTC_LOT = { underlyingId: 1, tickFeedUnits: 10_000_000n, tickValueAtoms: atoms(100n) };
/** 0.01 ETH a lot, 0.01 dollars a tick. */
const ETH_LOT = { underlyingId: 2, tickFeedUnits: 1_000_000n, tickValueAtoms: atoms(100n) };

const FEED = { minimum: 1_000n, maximum: 10n ** 16n, heartbeatMs: 30 * MINUTE_MS, maxAgeMs: MAX_AGE_MS, quorum: 3 };
const dollars = (amount: number) => ticks(BigInt(amount * 10));

const market = (underlyingId: number, symbol: string, indexFeedId: number): Change =>
  underlying({ underlyingId, segmentId: SEGMENT, symbol, indexFeedId, depthAtoms: usdc(20_000_000) });

const collateralOf = (assetId: number, haircutFloorPpm: bigint): Change =>
  collateral({
    segmentId: SEGMENT,
    assetId,
    haircutFloorPpm: ppm(haircutFloorPpm),
    stressVolPpm: ppm(500_000n),
    dailyVolumeAtoms: atoms(10n ** 13n),
    capAtoms: atoms(10n ** 12n),
    accountSharePpm: ppm(50n), // half a bitcoin an account
  });

const standard = standardParameters(6);
const parameters = { ...standard, clearing: { ...standard.clearing, expiryWindowMs: EXPIRY_WINDOW_MS } };

const changes: readonly Change[] = [
  indexFeed({ ...FEED, feedId: USDC_FEED, symbol: "USDC/USD" }),
  indexFeed({ ...FEED, feedId: BTC_FEED, symbol: "BTC/USD" }),
  indexFeed({ ...FEED, feedId: ETH_FEED, symbol: "ETH/USD" }),
  indexFeed({ ...FEED, feedId: FUND_FEED, symbol: "FUND/USD" }),
  asset(USDC, "USDC", 6, USDC_FEED),
  asset(BTC, "BTC", 8, BTC_FEED),
  asset(FUND, "FUND", 8, FUND_FEED),
  segment(SEGMENT, "crypto", USDC, parameters),
  settlementCollateral({ segmentId: SEGMENT, assetId: USDC }),
  collateralOf(BTC, 100_000n),
  collateralOf(FUND, 200_000n),
  market(1, "BTC", BTC_FEED),
  market(2, "ETH", ETH_FEED),
  listPerpetual({ ...BTC_LOT, instrumentId: BTC_PERP, symbol: "BTC-PERP" }),
  listFuture({ ...BTC_LOT, instrumentId: BTC_FUTURE, symbol: "BTC-F" }, EXPIRY_MS),
  listCall({ ...BTC_LOT, instrumentId: BTC_CALL, symbol: "BTC-104-C" }, dollars(104_000), EXPIRY_MS),
  listPerpetual({ ...ETH_LOT, instrumentId: ETH_PERP, symbol: "ETH-PERP" }),
  listSpot({ ...BTC_LOT, instrumentId: BTC_SPOT, symbol: "BTC-USDC" }, BTC, atoms(100_000n)),
  listPut({ ...BTC_LOT, instrumentId: NEAR_PUT, symbol: "BTC-98-P" }, dollars(98_000), LATER_MS),
  ...STRIKES.map((instrumentId, index) =>
    listCall({ ...BTC_LOT, instrumentId, symbol: `BTC-${index}-C` }, dollars(96_000 + 4_000 * index), EXPIRY_MS),
  ),
  venue({ venueId: HONEST_VENUE, name: "honest", signer: venueKey(HONEST_VENUE), settlementAssetId: USDC }),
  venue({ venueId: OWN_VENUE, name: "own", signer: venueKey(OWN_VENUE), settlementAssetId: USDC, feePpm: ppm(0n) }),
  ...[...HONEST_PUBLISHERS, OWN_PUBLISHER].map((publisherId) => publisher(publisherId, publisherKey(publisherId))),
  custodian(1, custodianSigner(1)),
];

/** Founded above any account's share: fifty bitcoins to sell. */
const MAKERS_COINS = atoms(5_000_000_000n);

/** The same house with means to take over what falls, and without. */
export const HOUSES = ["rich", "bare"] as const;
export type HouseName = (typeof HOUSES)[number];
const BARE_DOLLARS = 100;
export const meansOf = (house: HouseName, name: Name): number =>
  house === "bare" && isBackstop(name) ? BARE_DOLLARS : MEANS[name];
const isBackstop = (name: Name): boolean => name === "backstop" || name === "vulture";

const accountsOf = (house: HouseName): Genesis["accounts"] =>
  NAMES.map((name) =>
    isBackstop(name)
      ? backstopAccount(ownerOf(name), SEGMENT, USDC, usdc(meansOf(house, name)))
      : {
          owner: ownerOf(name),
          segmentId: SEGMENT,
          method: MarginMethod.cross,
          role: AccountRole.trader,
          balances: [
            { assetId: USDC, amountAtoms: usdc(meansOf(house, name)) },
            ...(name === "maker" ? [{ assetId: BTC, amountAtoms: MAKERS_COINS }] : []),
          ],
        },
  );

const genesis = (house: HouseName): Genesis =>
  genesisOf({
    name: house,
    timeMs: FOUNDED_MS,
    governors: GOVERNORS,
    governorThreshold: THRESHOLD,
    changes,
    accounts: accountsOf(house),
    skins: [{ segmentId: SEGMENT, amountAtoms: usdc(50_000) }],
  });

/** Made once: they are the same for every episode. */
export const GENESIS: Readonly<Record<HouseName, Genesis>> = { rich: genesis("rich"), bare: genesis("bare") };

/**
 * The small market that engine tests share: one segment settled in USDC, with BTC as collateral and a perpetual on it.
 *
 * @module
 */
import { type Change, type Hex, SignatureScheme, type Signer } from "@novate/codec";
import { atoms, lots, ppm, ticks } from "@novate/num";
import { ownerKey } from "../account/authority.ts";
import {
  asset,
  collateral,
  custodian,
  genesisOf,
  indexFeed,
  listPerpetual,
  publisher,
  segment,
  settlementCollateral,
  underlying,
  units,
  venue,
} from "../governance/founding/index.ts";
import { type Genesis, houseIdOf } from "../governance/genesis.ts";
import { standardParameters } from "../governance/standardParameters.ts";

export const GENESIS_MS = 1_760_054_400_000; // 2025-10-10T00:00:00Z

export const SEGMENT = 1;
/** USDC has 6 decimals, BTC 8. */
export const USDC = 1;
export const BTC = 2;
/** Both in dollars with 8 decimals. */
export const USDC_FEED = 1;
export const BTC_FEED = 2;
export const UNDERLYING = 1;
/** 0.001 BTC a lot, 0.1 dollars a tick: 100 atoms a lot and tick; 1,000,000 ticks are 100,000 dollars. */
export const BTC_PERP = 1;
export const VENUE = 1;
export const PUBLISHER = 1;
/** The chain whose custodian attests deposits. */
export const CHAIN = 1;

/** The n-th test address. */
export const address = (n: number): Hex => `0x${n.toString(16).padStart(40, "0")}`;
/** Whoever signs EIP-712 with that address. */
export const ownerSigner = (owner: Hex): Signer => ({ scheme: SignatureScheme.eip712, key: ownerKey(owner) });
/** The n-th test session key. */
export const keySigner = (n: number): Signer => ({
  scheme: SignatureScheme.ed25519,
  key: `0x${n.toString(16).padStart(64, "0")}`,
});

export const GOVERNORS: readonly Hex[] = [address(0xa1), address(0xa2), address(0xa3)];
export const VENUE_SIGNER = ownerSigner(address(0xb1));
export const PUBLISHER_SIGNER = ownerSigner(address(0xc1));
export const CUSTODIAN_SIGNER = ownerSigner(address(0xd1));

/** Whole dollars in atoms of USDC. */
export const usdc = (dollars: number | bigint) => units(BigInt(dollars), 6);
/** Satoshi. */
export const btc = (satoshi: bigint) => atoms(satoshi);
/** Whole dollars in ticks of BTC-PERP. */
export const btcTicks = (dollars: number | bigint) => ticks(BigInt(dollars) * 10n);
/** Thousandths of a bitcoin. */
export const perpLots = (size: number | bigint) => lots(BigInt(size));

/** 0.001 BTC a lot, 0.1 dollars a tick. */
export const BTC_CONTRACT = {
  instrumentId: BTC_PERP,
  underlyingId: UNDERLYING,
  symbol: "BTC-PERP",
  tickFeedUnits: 10_000_000n,
  tickValueAtoms: atoms(100n),
} as const;

/** Everything listed at genesis, in order. */
export const TEST_CHANGES: readonly Change[] = [
  indexFeed({ feedId: USDC_FEED, symbol: "USDC/USD" }),
  indexFeed({ feedId: BTC_FEED, symbol: "BTC/USD" }),
  asset(USDC, "USDC", 6, USDC_FEED),
  asset(BTC, "BTC", 8, BTC_FEED),
  segment(SEGMENT, "crypto", USDC, standardParameters(6)),
  settlementCollateral({ segmentId: SEGMENT, assetId: USDC }),
  collateral({
    segmentId: SEGMENT,
    assetId: BTC,
    haircutFloorPpm: ppm(100_000n),
    stressVolPpm: ppm(500_000n),
    dailyVolumeAtoms: atoms(10n ** 13n), // 100,000 BTC
    capAtoms: atoms(10n ** 12n), // 10,000 BTC
  }),
  underlying({
    underlyingId: UNDERLYING,
    segmentId: SEGMENT,
    symbol: "BTC",
    indexFeedId: BTC_FEED,
    depthAtoms: usdc(100_000_000),
  }),
  listPerpetual(BTC_CONTRACT),
  venue({ venueId: VENUE, name: "test venue", signer: VENUE_SIGNER, settlementAssetId: USDC }),
  publisher(PUBLISHER, PUBLISHER_SIGNER),
  custodian(CHAIN, CUSTODIAN_SIGNER),
];

/** A genesis of that market, with two of three governors needed; `changes` come after the market's own. */
export const testGenesis = (overrides: Partial<Genesis> = {}): Genesis =>
  genesisOf({
    name: "test",
    timeMs: GENESIS_MS,
    governors: GOVERNORS,
    ...overrides,
    changes: [...TEST_CHANGES, ...(overrides.changes ?? [])],
  });

/** The house of {@link testGenesis} as it stands, and one whose genesis differs in a byte of its name. */
export const HOUSE = houseIdOf(testGenesis());
export const TWIN_HOUSE = houseIdOf(testGenesis({ name: "tesu" }));

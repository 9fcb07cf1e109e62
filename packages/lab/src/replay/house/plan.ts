/**
 * What the house of a replay lists, with an id for everything: feeds, assets, underlyings and contracts.
 *
 * @module
 */
import { MINUTE_MS } from "@novate/num";
import { type Contract, contractsOn, type Programme } from "./contracts.ts";
import { type CoinProfile, profileOf } from "./profiles.ts";

export const SEGMENT_ID = 1;
export const SETTLEMENT = { assetId: 1, symbol: "USDC", decimals: 6 } as const;
export const SETTLEMENT_FEED_ID = 1;
/** The chain whose custodian attests deposits. */
export const CUSTODY_CHAIN_ID = 1;
export const BOOK_VENUE_ID = 1;
export const DESK_VENUE_ID = 2;
export const NAME = "Novate replay";

const COIN_DECIMALS = 8;

export interface SourceWeight {
  readonly publisherId: number;
  readonly weight: number;
}

export interface PlannedUnderlying {
  readonly underlyingId: number;
  readonly name: string;
  readonly feedId: number;
  /** The coin as collateral. */
  readonly assetId: number;
  readonly assetDecimals: number;
  /** In feed units. */
  readonly openingIndex: bigint;
  readonly quorum: number;
  /** Markets on the tape that print it. */
  readonly sourceCount: number;
  /** The publishers whose venues print it, ascending, by what they traded. */
  readonly weights: readonly SourceWeight[];
  readonly profile: CoinProfile;
  readonly contracts: readonly (Contract & { readonly instrumentId: number })[];
}

/** One venue of the tape, as a publisher of prices. */
export interface PriceVenue {
  readonly name: string;
  /** It computes an index and trades nothing. */
  readonly isIndex: boolean;
}

/** A vault on a chain of its own, with some of the house's assets. */
export interface PlannedVault {
  readonly vaultId: number;
  readonly chainId: number;
  readonly name: string;
  /** Symbols of what lies there. */
  readonly assets: readonly string[];
}

export interface HousePlan {
  readonly genesisMs: number;
  /** Where assets lie; empty where a custodian's word stands for one chain. */
  readonly vaults: readonly PlannedVault[];
  /** Age up to which a price counts: the tape's own pace. */
  readonly maxAgeMs: number;
  readonly underlyings: readonly PlannedUnderlying[];
  /** Each signs what its markets printed. Publisher ids count from 1 in this order. */
  readonly priceVenues: readonly PriceVenue[];
  /** Sign volatility surfaces and nothing else; the last publishers. */
  readonly volatilityPublisherIds: readonly number[];
}

/** Over how long each publisher of volatility averages realised moves: three opinions, so that none decides alone. */
export const VOLATILITY_MEMORIES_MS = [90 * MINUTE_MS, 120 * MINUTE_MS, 180 * MINUTE_MS] as const;

/** An asset by its symbol; throws for one that is not of the plan. */
export function assetIdOf({ underlyings }: Pick<HousePlan, "underlyings">, symbol: string): number {
  if (symbol === SETTLEMENT.symbol) return SETTLEMENT.assetId;
  return underlyings.find(({ name }) => name === symbol)!.assetId; // of the plan
}

/** The chain on which an asset is paid. */
export const chainIdOf = ({ vaults }: Pick<HousePlan, "vaults">, symbol: string): number =>
  vaults.find(({ assets }) => assets.includes(symbol))?.chainId ?? CUSTODY_CHAIN_ID;

/** An underlying to list, before it has ids. */
export interface Listed {
  readonly name: string;
  readonly openingIndex: bigint;
  readonly sourceCount: number;
  readonly weights: readonly SourceWeight[];
  readonly programme: Programme;
}

/** Gives everything listed its ids, in order. */
export function planListing(options: {
  readonly genesisMs: number;
  readonly maxAgeMs: number;
  readonly listed: readonly Listed[];
  readonly priceVenues: readonly PriceVenue[];
}): HousePlan {
  const { genesisMs, maxAgeMs, listed, priceVenues } = options;
  let nextInstrumentId = 1;
  const underlyings = listed.map((one, place): PlannedUnderlying => {
    const { name, openingIndex, sourceCount, weights, programme } = one;
    const profile = profileOf(name);
    const contracts = contractsOn(name, openingIndex, genesisMs, programme);
    return {
      underlyingId: place + 1,
      name,
      feedId: SETTLEMENT_FEED_ID + 1 + place,
      assetId: SETTLEMENT.assetId + 1 + place,
      assetDecimals: COIN_DECIMALS,
      openingIndex,
      quorum: Math.min(profile.quorum, sourceCount),
      sourceCount,
      weights,
      profile,
      contracts: contracts.map((contract) => ({ ...contract, instrumentId: nextInstrumentId++ })),
    };
  });
  const volatilityPublisherIds = VOLATILITY_MEMORIES_MS.map((_, place) => priceVenues.length + 1 + place);
  return { genesisMs, vaults: [], maxAgeMs, underlyings, priceVenues, volatilityPublisherIds };
}

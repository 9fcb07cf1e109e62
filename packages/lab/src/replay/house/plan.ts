/**
 * What the house of a replay lists: feeds, assets, underlyings and contracts, read off the tape.
 *
 * @module
 */
import { openingPrices } from "../../tape/opening.ts";
import type { Tape } from "../../tape/types.ts";
import { ReplayError } from "../replayError.ts";
import { type Contract, contractsOn, FEED_DECIMALS } from "./contracts.ts";
import { type CoinProfile, profileOf } from "./profiles.ts";

export const SEGMENT_ID = 1;
export const SETTLEMENT = { assetId: 1, symbol: "USDC", decimals: 6 } as const;
export const SETTLEMENT_FEED_ID = 1;
/** The chain whose custodian attests deposits. */
export const CUSTODY_CHAIN_ID = 1;
export const BOOK_VENUE_ID = 1;
export const DESK_VENUE_ID = 2;
export const CHAIN_ID = 20_251_010n;

const COIN_DECIMALS = 8;
/** Underlyings with a dated future, and those with options, in the order of the tape. */
const FUTURES_ON = 3;
const OPTIONS_ON = 2;
const MOST_UNDERLYINGS = 64;
/** Publishers are rows of a feed, which holds 32; one more signs volatility. */
const MOST_VENUES = 31;
/** A feed tells prices from a hundred-millionth of a dollar up to a billion. */
const MOST_INDEX = 10n ** 17n;
/** Steps further apart than this are a gap of the recording, in which prices do grow old. */
const GAP_MS = 300_000;
const SHORTEST_AGE_MS = 30_000;

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
  readonly profile: CoinProfile;
  readonly contracts: readonly (Contract & { readonly instrumentId: number })[];
}

/** One venue of the tape, as a publisher of prices. */
export interface PriceVenue {
  readonly name: string;
  /** It computes an index and trades nothing. */
  readonly isIndex: boolean;
}

export interface HousePlan {
  readonly genesisMs: number;
  /** Age up to which a price counts: the tape's own pace. */
  readonly maxAgeMs: number;
  readonly underlyings: readonly PlannedUnderlying[];
  /** Each signs what its markets printed. Publisher ids count from 1 in this order. */
  readonly priceVenues: readonly PriceVenue[];
  /** Signs volatility surfaces; the last publisher. */
  readonly volatilityPublisherId: number;
}

/** Errors: {@link ReplayError}. */
export function planHouse(tape: Tape): HousePlan {
  const { header, steps } = tape;
  checkTape(tape);
  const priceVenues = priceVenuesOf(tape);
  const opening = openingPrices(tape);
  const genesisMs = steps[0]!.timeMs - 1_000;
  let nextInstrumentId = 1;
  const underlyings = header.underlyings.map(({ name, priceDecimals }, place): PlannedUnderlying => {
    const profile = profileOf(name);
    const openingIndex = toFeedUnits(opening.get(name)!, priceDecimals);
    const programme = { hasFuture: place < FUTURES_ON, hasOptions: place < OPTIONS_ON };
    const contracts = contractsOn(name, openingIndex, genesisMs, programme);
    const sourceCount = header.sources.filter((source) => source.underlying === name).length;
    return {
      underlyingId: place + 1,
      name,
      feedId: SETTLEMENT_FEED_ID + 1 + place,
      assetId: SETTLEMENT.assetId + 1 + place,
      assetDecimals: COIN_DECIMALS,
      openingIndex,
      quorum: Math.min(profile.quorum, sourceCount),
      sourceCount,
      profile,
      contracts: contracts.map((contract) => ({ ...contract, instrumentId: nextInstrumentId++ })),
    };
  });
  return {
    genesisMs,
    maxAgeMs: Math.max(SHORTEST_AGE_MS, paceOf(tape)),
    underlyings,
    priceVenues,
    volatilityPublisherId: priceVenues.length + 1,
  };
}

/** The widest step of the tape that is not a gap. */
function paceOf({ steps }: Tape): number {
  let pace = 0;
  for (let index = 1; index < steps.length; index++) {
    const elapsedMs = steps[index]!.timeMs - steps[index - 1]!.timeMs;
    if (elapsedMs <= GAP_MS) pace = Math.max(pace, elapsedMs);
  }
  return pace;
}

/** In the order in which they first stand in the header. A venue whose every print has no size is an index. */
function priceVenuesOf({ header: { sources }, steps }: Tape): PriceVenue[] {
  const names = [...new Set(sources.map((source) => source.venue))];
  const trading = new Set<string>();
  for (const { prints } of steps) {
    for (const [column, print] of prints.entries()) {
      if (print !== undefined && print.size > 0n) trading.add(sources[column]!.venue);
    }
  }
  return names.map((name) => ({ name, isIndex: !trading.has(name) }));
}

function checkTape(tape: Tape): void {
  const { underlyings, sources } = tape.header;
  const venueCount = new Set(sources.map((source) => source.venue)).size;
  const opening = openingPrices(tape);
  const silent = underlyings.filter(({ name }) => !opening.has(name)).map(({ name }) => name);
  if (silent.length > 0) {
    throw new ReplayError(
      "UnderlyingSilent",
      `${silent.join(", ")} never prints here: leave it out, or widen the time`,
    );
  }
  const decimalsOf = new Map(underlyings.map((one) => [one.name, one.priceDecimals]));
  for (const { prints } of tape.steps) {
    for (const [column, print] of prints.entries()) {
      const { underlying, venue } = sources[column]!;
      const decimals = decimalsOf.get(underlying)!;
      const isInReach =
        print === undefined ||
        (toFeedUnits(print.lowTicks, decimals) >= 1n && toFeedUnits(print.highTicks, decimals) <= MOST_INDEX);
      if (isInReach) continue;
      throw new ReplayError("PriceOutOfReach", `${underlying} of ${venue} is outside 0.00000001 … 1000000000`);
    }
  }
  if (underlyings.length > MOST_UNDERLYINGS) {
    throw new ReplayError("TooManyUnderlyings", `${underlyings.length}; name at most ${MOST_UNDERLYINGS} of them`);
  }
  if (venueCount > MOST_VENUES) {
    throw new ReplayError("TooManyVenues", `${venueCount}; a feed takes ${MOST_VENUES} publishers`);
  }
}

/** Tape ticks in units of the feeds, rounded down. */
export function toFeedUnits(value: bigint, priceDecimals: number): bigint {
  return priceDecimals <= FEED_DECIMALS
    ? value * 10n ** BigInt(FEED_DECIMALS - priceDecimals)
    : value / 10n ** BigInt(priceDecimals - FEED_DECIMALS);
}

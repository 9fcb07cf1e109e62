/**
 * The genesis of a replay's house: one ring-fenced segment settled in USDC, and everything the tape lets it list.
 *
 * @module
 */
import type { Change, SegmentParameters } from "@novate/codec";
import {
  asset,
  backstopAccount,
  collateral,
  creditPair,
  custodian,
  type Genesis,
  genesisOf,
  indexFeed,
  publisher,
  segment,
  settlementCollateral,
  standardParameters,
  surfaceWeight,
  underlying,
  units,
  venue,
} from "@novate/engine";
import { type Atoms, atoms, DAY_MS, HOUR_MS, MINUTE_MS, ppm, ZERO_ATOMS } from "@novate/num";
import { FEED_DECIMALS } from "./feedUnits.ts";
import type { HouseKeys, ValidatorKeys } from "./keys.ts";
import {
  BOOK_VENUE_ID,
  CUSTODY_CHAIN_ID,
  DESK_VENUE_ID,
  type HousePlan,
  NAME,
  type PlannedUnderlying,
  SEGMENT_ID,
  SETTLEMENT,
  SETTLEMENT_FEED_ID,
} from "./plan.ts";

/** Whole dollars in atoms of the settlement asset. */
export const dollars = (amount: bigint): Atoms => units(amount, SETTLEMENT.decimals);
const ONE_DOLLAR = 10n ** BigInt(FEED_DECIMALS);

/** What each backstop holds, before it puts a part into the default fund. */
export const BACKSTOP_CAPITAL = dollars(6_000_000n);
/** The house's own capital in the default waterfall. */
export const SKIN_IN_THE_GAME = dollars(250_000n);
const BOOK_GUARANTEE = dollars(200_000n);
const DESK_GUARANTEE = dollars(100_000n);

/** Standard, but for margin calls every quarter of an hour, as houses make them on such days. */
function parameters(): SegmentParameters {
  const standard = standardParameters(SETTLEMENT.decimals);
  return {
    ...standard,
    clearing: { ...standard.clearing, variationCycleMs: 15 * MINUTE_MS },
  };
}

/** With vaults nobody's word puts anything into the house, founders' neither: its own capital comes in by proof as well. */
export function replayGenesis(plan: HousePlan, keys: HouseKeys, validators?: ValidatorKeys): Genesis {
  const funded = (amountAtoms: Atoms): Atoms => (validators === undefined ? amountAtoms : ZERO_ATOMS);
  return genesisOf({
    name: NAME,
    timeMs: plan.genesisMs,
    governors: keys.governors.map(({ address }) => address),
    changes: [
      ...feedsOf(plan),
      asset(SETTLEMENT.assetId, SETTLEMENT.symbol, SETTLEMENT.decimals, SETTLEMENT_FEED_ID),
      ...plan.underlyings.map((coin) => asset(coin.assetId, coin.name, coin.assetDecimals, coin.feedId)),
      segment(SEGMENT_ID, "Crypto derivatives", SETTLEMENT.assetId, parameters()),
      ...collateralsOf(plan),
      ...plan.underlyings.flatMap(listingsOf),
      ...creditPairsOf(plan),
      ...venuesOf(keys),
      ...keys.publishers.map((key, index) => publisher(index + 1, key.signer)),
      ...plan.priceVenues.map((_, index) => surfaceWeight(index + 1, 0)),
      validators === undefined ? custodian(CUSTODY_CHAIN_ID, keys.custodian.signer) : setValidators(validators),
    ],
    accounts: keys.backstops.map(({ address }) =>
      backstopAccount(address, SEGMENT_ID, SETTLEMENT.assetId, funded(BACKSTOP_CAPITAL)),
    ),
    ...(validators === undefined && {
      skins: [{ segmentId: SEGMENT_ID, amountAtoms: SKIN_IN_THE_GAME }],
      guarantees: [
        { venueId: BOOK_VENUE_ID, amountAtoms: BOOK_GUARANTEE },
        { venueId: DESK_VENUE_ID, amountAtoms: DESK_GUARANTEE },
      ],
    }),
  });
}

/** Equal powers: the house of one operator with several machines. */
const setValidators = ({ hot, cold }: ValidatorKeys): Change => ({
  type: "SetValidators",
  validators: hot
    .map(({ address }, index) => ({ hot: address, cold: cold[index]!.address, power: 1n }))
    .sort((one, other) => (one.hot < other.hot ? -1 : 1)),
});

function feedsOf({ underlyings, priceVenues, maxAgeMs }: HousePlan): Change[] {
  const settlement = indexFeed({
    feedId: SETTLEMENT_FEED_ID,
    symbol: `${SETTLEMENT.symbol}/USD`,
    minimum: ONE_DOLLAR / 2n,
    maximum: 2n * ONE_DOLLAR,
    heartbeatMs: 30 * DAY_MS, // a dollar token that never moves is no frozen source
    maxAgeMs,
    weights: priceVenues.map((_, at) => ({ publisherId: at + 1, weight: 1 })),
  });
  const indexes = underlyings.map(({ feedId, name, openingIndex, quorum, weights }) =>
    indexFeed({
      feedId,
      symbol: `${name}/USD`,
      minimum: openingIndex / 1_000n,
      maximum: openingIndex * 1_000n + 2n,
      heartbeatMs: HOUR_MS,
      maxAgeMs,
      quorum,
      weights: [...weights],
    }),
  );
  return [settlement, ...indexes];
}

function collateralsOf({ underlyings }: HousePlan): Change[] {
  const settlement = settlementCollateral({
    segmentId: SEGMENT_ID,
    assetId: SETTLEMENT.assetId,
    exitHorizonMs: 0,
    dailyVolumeAtoms: dollars(10_000_000_000n),
    capAtoms: dollars(1_000_000_000n),
  });
  const coins = underlyings.map(({ assetId, assetDecimals, openingIndex, profile }) => {
    const cap = (profile.collateralCap * ONE_DOLLAR * 10n ** BigInt(assetDecimals)) / openingIndex;
    return collateral({
      segmentId: SEGMENT_ID,
      assetId,
      haircutFloorPpm: profile.haircutFloorPpm,
      stressVolPpm: profile.volatilityPpm,
      exitHorizonMs: HOUR_MS,
      dailyVolumeAtoms: atoms(10n * cap),
      capAtoms: atoms(cap),
      accountSharePpm: ppm(250_000n),
    });
  });
  return [settlement, ...coins];
}

function listingsOf({ underlyingId, name, feedId, profile, contracts }: PlannedUnderlying): Change[] {
  const { depth, openInterestCap, volatilityPpm } = profile;
  return [
    underlying({
      underlyingId,
      segmentId: SEGMENT_ID,
      symbol: name,
      indexFeedId: feedId,
      initialVolPpm: volatilityPpm,
      depthAtoms: dollars(depth),
      vegaDepthAtoms: dollars(depth / 10n),
      openInterestLowAtoms: dollars(openInterestCap / 4n),
      openInterestHighAtoms: dollars(openInterestCap),
      openInterestCapAtoms: dollars(openInterestCap),
    }),
    ...contracts.map((contract): Change => ({ type: "ListInstrument", underlyingId, ...contract })),
  ];
}

/** The large coins, whose losses may offset each other in part while they move together. */
const CREDITED = [
  ["BTC", "ETH", 250_000n],
  ["BTC", "SOL", 200_000n],
  ["ETH", "SOL", 200_000n],
] as const;

function creditPairsOf({ underlyings }: HousePlan): Change[] {
  const idOf = (coin: string) => underlyings.find(({ name }) => name === coin)?.underlyingId;
  return CREDITED.flatMap(([one, other, creditPpm]): Change[] => {
    const [oneId, otherId] = [idOf(one), idOf(other)];
    if (oneId === undefined || otherId === undefined) return []; // a tape may have fewer coins
    return [creditPair([oneId, otherId], { segmentId: SEGMENT_ID, creditPpm: ppm(creditPpm) })];
  });
}

const venuesOf = ({ book, desk }: HouseKeys): Change[] => {
  const { assetId: settlementAssetId } = SETTLEMENT;
  const common = { venueId: BOOK_VENUE_ID, settlementAssetId };
  return [
    venue({ ...common, name: "Reference order book", signer: book.signer, feePpm: ppm(150n) }),
    venue({ ...common, venueId: DESK_VENUE_ID, name: "Reference RFQ desk", signer: desk.signer, feePpm: ppm(300n) }),
  ];
};

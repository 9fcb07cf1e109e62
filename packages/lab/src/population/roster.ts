/**
 * Who takes part: so many of each kind, each with a stream of random numbers of its own.
 *
 * @module
 */
import { createRandom, type Random } from "@novate/stdx";
import { createBasisTrader } from "./basisTrader.ts";
import { pickSome, pickWeighted } from "./chance.ts";
import { createDealer } from "./dealer.ts";
import { powerOfTen } from "./decimals.ts";
import type { Agent, Listing } from "./floor.ts";
import { createHedger } from "./hedger.ts";
import { createMarketMaker } from "./marketMaker.ts";
import { createOptionTrader } from "./optionTrader.ts";
import { createTrader } from "./trader.ts";
import type { CollateralAsset, InstrumentView, ParticipantKind, UnderlyingView } from "./types.ts";

export interface PopulationConfig {
  readonly seed: string | number;
  readonly underlyings: readonly UnderlyingView[];
  readonly instruments: readonly InstrumentView[];
  readonly settlement: CollateralAsset;
  /** Coins that the house takes as collateral; the symbol is the underlying's name. */
  readonly coins: readonly CollateralAsset[];
  /** Overrides of {@link STANDARD_COUNTS}. Kinds whose instruments are not listed stay away. */
  readonly counts?: Partial<Record<ParticipantKind, number>>;
}

/** In order of the roster: a participant's identity depends on its place within its kind only. */
const STANDARD_COUNTS: Readonly<Record<ParticipantKind, number>> = {
  marketMaker: 12,
  dealer: 4,
  momentumTrader: 90,
  reversionTrader: 50,
  noiseTrader: 90,
  holder: 60,
  hedger: 40,
  basisTrader: 20,
  optionBuyer: 20,
  optionWriter: 14,
};

/** Smallest stakes, in whole units of the settlement asset. */
const STAKES: Readonly<Record<ParticipantKind, number>> = {
  marketMaker: 600_000,
  dealer: 1_000_000,
  momentumTrader: 4_000,
  reversionTrader: 4_000,
  noiseTrader: 3_000,
  holder: 5_000,
  hedger: 80_000,
  basisTrader: 50_000,
  optionBuyer: 10_000,
  optionWriter: 30_000,
};

/** The first few underlyings of a list draw more people than the rest. */
const POPULARITY = [6, 5, 4, 2];

/** Groups instruments by underlying, in the order of the underlyings. */
function listingsOf(config: Pick<PopulationConfig, "underlyings" | "instruments">): Listing[] {
  return config.underlyings.map(({ name }) => {
    const expiryOf = (one: InstrumentView) => (one.kind === "perpetual" ? 0 : one.expiryMs);
    const own = config.instruments
      .filter((one) => one.underlying === name)
      .sort((left, right) => expiryOf(left) - expiryOf(right) || left.instrumentId - right.instrumentId);
    return {
      underlying: name,
      perpetual: own.find((one) => one.kind === "perpetual"),
      futures: own.filter((one) => one.kind === "future"),
      options: own.filter((one) => one.kind === "option"),
    };
  });
}

export function createRoster(config: PopulationConfig): Agent[] {
  const listings = listingsOf(config);
  const root = createRandom(config.seed).fork("population");
  const agents: Agent[] = [];
  for (const kind of Object.keys(STANDARD_COUNTS) as ParticipantKind[]) {
    const count = config.counts?.[kind] ?? STANDARD_COUNTS[kind];
    for (let index = 0; index < count; index++) {
      const agent = createAgent(kind, index, agents.length, root.fork(`${kind}/${index}`), listings, config);
      if (agent !== undefined) agents.push(agent);
    }
  }
  return agents;
}

function createAgent(
  kind: ParticipantKind,
  index: number,
  participantId: number,
  random: Random,
  all: readonly Listing[],
  config: PopulationConfig,
): Agent | undefined {
  const { settlement } = config;
  const settlementAsset = settlement.symbol;
  const smallestStakeAtoms = STAKES[kind] * powerOfTen(settlement.decimals);
  const common = { participantId, random, settlementAsset, smallestStakeAtoms };
  const withPerpetual = all.filter((one) => one.perpetual !== undefined);
  const withFuture = withPerpetual.filter((one) => one.futures.length > 0);
  const withOptions = all.filter((one) => one.options.length > 0);
  const one = (listings: readonly Listing[]): Listing =>
    pickWeighted(
      random,
      listings.map((listing, place) => [listing, POPULARITY[place] ?? 1] as const),
    );

  switch (kind) {
    case "marketMaker": {
      // Every third one is everywhere, so that no market is without.
      const listings = index % 3 === 0 ? all : pickSome(random, all, Math.max(2, Math.ceil(all.length / 2)));
      return createMarketMaker({ ...common, listings });
    }
    case "dealer":
      return withOptions.length === 0 ? undefined : createDealer({ ...common, listings: withOptions });
    case "hedger": {
      if (withPerpetual.length === 0) return undefined;
      const listing = one(withPerpetual);
      const underlying = config.underlyings.find((view) => view.name === listing.underlying)!;
      const coin = config.coins.find((asset) => asset.symbol === listing.underlying);
      return createHedger({ ...common, listing, underlying, settlement, coin });
    }
    case "basisTrader":
      return withFuture.length === 0 ? undefined : createBasisTrader({ ...common, listing: one(withFuture) });
    case "optionBuyer":
    case "optionWriter":
      return withOptions.length === 0 ? undefined : createOptionTrader({ ...common, kind, listing: one(withOptions) });
    default:
      return withPerpetual.length === 0 ? undefined : createTrader({ ...common, kind, listings: withPerpetual });
  }
}

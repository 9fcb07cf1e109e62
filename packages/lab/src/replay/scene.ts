/**
 * Everything of one replay but the house that clears it: the tape, the genesis, the people, the venues, the publishers.
 *
 * @module
 */
import { type Genesis, houseIdOf } from "@novate/engine";
import { instrumentViewOf } from "../population/instrumentView.ts";
import { createPopulation, type Population } from "../population/population.ts";
import type { PopulationConfig } from "../population/roster.ts";
import type { Tape } from "../tape/types.ts";
import { FEED_DECIMALS } from "./house/feedUnits.ts";
import { replayGenesis } from "./house/genesis.ts";
import { type HouseKeys, houseKeys, type Seed, type ValidatorKeys, validatorKeys } from "./house/keys.ts";
import { type HousePlan, SETTLEMENT } from "./house/plan.ts";
import { planTape } from "./house/planTape.ts";
import { withVaults } from "./house/planVaults.ts";
import { SecondOpinions } from "./tally/secondOpinions.ts";
import { createMembers, type Members } from "./traffic/members.ts";
import { createPublishers, type Publishers } from "./traffic/publishers.ts";
import { createSender, type Sender } from "./traffic/sender.ts";
import { createTradingFloor, type TradingFloor } from "./traffic/tradingFloor.ts";

/** Half as many again of those who take positions as the population's standard has. */
const REPLAY_COUNTS: NonNullable<PopulationConfig["counts"]> = {
  momentumTrader: 140,
  reversionTrader: 80,
  noiseTrader: 140,
  holder: 90,
  hedger: 60,
  basisTrader: 25,
  optionBuyer: 30,
  optionWriter: 20,
};

export interface Scene {
  readonly seed: Seed;
  readonly tape: Tape;
  readonly plan: HousePlan;
  readonly genesis: Genesis;
  readonly population: Population;
  readonly members: Members;
  readonly publishers: Publishers;
  readonly floor: TradingFloor;
  /** What deep sources say of every account that the house takes. */
  readonly opinions: SecondOpinions;
  readonly keys: HouseKeys;
  readonly sender: Sender;
  /** Who attests, where assets lie in vaults; null where a custodian does. */
  readonly validators: ValidatorKeys | null;
}

export interface SceneOptions {
  readonly seed: Seed;
  readonly tape: Tape;
  /** How many of each kind take part, where it is not {@link REPLAY_COUNTS}. */
  readonly counts?: PopulationConfig["counts"];
  /** Whether assets lie in vaults on chains, rather than with a custodian whose word counts. */
  readonly isVaulted?: boolean;
}

/** The same seed and tape set the same scene on any machine. Errors: `ReplayError`. */
export function createScene({ seed, tape, counts, isVaulted = false }: SceneOptions): Scene {
  const plan = isVaulted ? withVaults(planTape(tape)) : planTape(tape);
  const keys = houseKeys(seed, plan);
  const validators = isVaulted ? validatorKeys(seed) : null;
  const genesis = replayGenesis(plan, keys, validators ?? undefined);
  const sender = createSender(houseIdOf(genesis));
  const population = createPopulation({ ...populationConfig(seed, plan), counts: { ...REPLAY_COUNTS, ...counts } });
  const members = createMembers(seed, population.participants, plan, keys, sender);
  return {
    seed,
    tape,
    plan,
    genesis,
    population,
    members,
    publishers: createPublishers(tape, plan, keys, sender),
    floor: createTradingFloor(plan, members, keys, sender),
    opinions: new SecondOpinions(tape, plan),
    keys,
    sender,
    validators,
  };
}

const populationConfig = (seed: Seed, { underlyings }: HousePlan): PopulationConfig => ({
  seed,
  underlyings: underlyings.map(({ name, openingIndex }) => ({ name, feedDecimals: FEED_DECIMALS, openingIndex })),
  instruments: underlyings.flatMap(({ name, underlyingId, contracts }) =>
    contracts.flatMap((contract) => instrumentViewOf({ ...contract, underlyingId }, name) ?? []),
  ),
  settlement: { symbol: SETTLEMENT.symbol, decimals: SETTLEMENT.decimals },
  coins: underlyings.map(({ name, assetDecimals }) => ({ symbol: name, decimals: assetDecimals })),
});

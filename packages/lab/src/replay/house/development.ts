/**
 * The genesis of a house for development: two perpetuals, and every key derived from a published seed.
 *
 * Whoever reads this has its keys (`houseKeys(DEVELOPMENT_SEED, …)`, `validatorKeys(DEVELOPMENT_SEED)`, publisher "development"): it is for
 * trying things out on one's own machine, and for nothing else. Nobody's word brings anything in: it has four validators and no custodian,
 * and begins empty until its governors list a vault.
 *
 * @module
 */
import type { Genesis } from "@novate/engine";
import { MINUTE_MS } from "@novate/num";
import type { Programme } from "./contracts.ts";
import { FEED_DECIMALS } from "./feedUnits.ts";
import { replayGenesis } from "./genesis.ts";
import { houseKeys, validatorKeys } from "./keys.ts";
import { type HousePlan, planListing } from "./plan.ts";

export const DEVELOPMENT_SEED = "development";
/** 1 January 2026, so that the same genesis founds the same house on any day after it. */
export const FOUNDED_MS = 1_767_225_600_000;
const MAX_AGE_MS = MINUTE_MS;
const PERPETUALS_ALONE: Programme = { hasFuture: false, hasOptions: false };
const DOLLAR = 10n ** BigInt(FEED_DECIMALS);
const OPENING: readonly (readonly [name: string, dollars: bigint])[] = [
  ["BTC", 100_000n],
  ["ETH", 4_000n],
];

/** Two coins, each with a perpetual and what `programme` adds. */
export const developmentPlan = (genesisMs = FOUNDED_MS, programme = PERPETUALS_ALONE): HousePlan =>
  planListing({
    genesisMs,
    maxAgeMs: MAX_AGE_MS,
    listed: OPENING.map(([name, dollars]) => ({
      name,
      openingIndex: dollars * DOLLAR,
      sourceCount: 1,
      weights: [{ publisherId: 1, weight: 1 }],
      programme,
    })),
    priceVenues: [{ name: "development", isIndex: false }],
  });

export function developmentGenesis(): Genesis {
  const plan = developmentPlan();
  return replayGenesis(plan, houseKeys(DEVELOPMENT_SEED, plan), validatorKeys(DEVELOPMENT_SEED));
}

/**
 * What each event of the house and of governance writes.
 *
 * @module
 */
import type { Evolve, Evolvers } from "../command/evolver.ts";
import { houseOf } from "../state/state.ts";
import { evolveBundleActivated, evolveBundleDropped, evolveBundleTried } from "./activateBundles.ts";
import { evolveBundleApproved } from "./approveBundle.ts";
import { writeChange } from "./changes/rules.ts";
import { evolveHouseFounded } from "./genesis.ts";
import { evolveGuaranteeFunded, evolveSkinFunded } from "./genesisFunding.ts";
import { evolveBundleProposed } from "./proposeBundle.ts";

const evolveBlockOpened: Evolve<"BlockOpened"> = (state, { height, timeMs, isResumed }) => {
  const house = houseOf(state);
  state.house.put({ ...house, height, timeMs, resumedAtMs: isResumed ? timeMs : house.resumedAtMs });
};

const evolveChangeApplied: Evolve<"ChangeApplied"> = (state, { change, atMs }) => writeChange(state, change, atMs);

type GovernanceEventType =
  | "BlockOpened"
  | "HouseFounded"
  | "SkinFunded"
  | "GuaranteeFunded"
  | "ChangeApplied"
  | "BundleProposed"
  | "BundleApproved"
  | "BundleTried"
  | "BundleActivated"
  | "BundleDropped";

export const governanceEvolvers = {
  BlockOpened: evolveBlockOpened,
  HouseFounded: evolveHouseFounded,
  SkinFunded: evolveSkinFunded,
  GuaranteeFunded: evolveGuaranteeFunded,
  ChangeApplied: evolveChangeApplied,
  BundleProposed: evolveBundleProposed,
  BundleApproved: evolveBundleApproved,
  BundleTried: evolveBundleTried,
  BundleActivated: evolveBundleActivated,
  BundleDropped: evolveBundleDropped,
} satisfies Evolvers<GovernanceEventType>;

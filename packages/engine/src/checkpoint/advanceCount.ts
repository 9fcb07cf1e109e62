/**
 * A count from block to block: opened by the first block of an epoch, counted by it and those after it, then a checkpoint (CLAIM-001 … CLAIM-003).
 *
 * @module
 */
import type { Event, Hex } from "@novate/codec";
import type { ClaimsRun } from "../claims/claimsRun.ts";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { CLAIM_COUNT, frozenKey } from "../state/keys.ts";
import { houseOf } from "../state/state.ts";
import { epochOf } from "./epoch.ts";
import { checkpointOf, claimCountOf } from "./strikeCheckpoint.ts";

/** Rows of frozen claims that a block forgets. */
const FORGOTTEN_A_BLOCK = 256;

/**
 * What happens to counts of claims as the block after the state at hand opens, at `timeMs`. One that is under way when an epoch opens is
 * counted to its end at once, and that epoch has none of its own.
 */
export function advanceCount(house: House, stateRoot: Hex, timeMs: number): Event[] {
  const { claims } = house.derived;
  const { height, timeMs: beforeMs } = houseOf(house.state);
  const isNewEpoch = epochOf(beforeMs) !== epochOf(timeMs);
  const underWay = house.state.claimCounts.get(CLAIM_COUNT);
  if (underWay !== undefined) {
    const run = claims.count(underWay, isNewEpoch ? null : height + 1 - underWay.draft.height);
    return run.isDone ? [struckOf(house, run)] : [];
  }
  const claimCount = isNewEpoch ? claimCountOf(house, stateRoot) : null;
  if (claimCount === null) return [];
  const run = claims.count(claimCount, 1);
  return run.isDone ? [struckOf(house, run)] : [{ type: "ClaimCountOpened", claimCount }];
}

function struckOf({ state, derived: { claims } }: House, run: ClaimsRun): Event {
  claims.close(run);
  const { draft } = run.claimCount;
  return { type: "CheckpointStruck", checkpoint: checkpointOf(state, draft, run.assets(), claims.tree.root()) };
}

/** Last in a block: keeps what it changed as it was as the count under way began, or forgets what was kept for one that is over. */
export function freezeClaims(house: House): void {
  const { state, derived } = house;
  const claimCount = state.claimCounts.get(CLAIM_COUNT);
  if (claimCount !== undefined) {
    for (const frozen of derived.claims.unfrozen(claimCount)) house.emit({ type: "ClaimsFrozen", frozen });
    return;
  }
  const [first] = state.claims.values();
  if (first === undefined) return;
  const { epoch } = first;
  const parts: number[] = [];
  for (const row of state.claims.values()) {
    if (row.epoch === epoch && parts.push(row.part) === FORGOTTEN_A_BLOCK) break;
  }
  house.emit({ type: "ClaimsForgotten", epoch, parts });
}

export const evolveClaimCountOpened: Evolve<"ClaimCountOpened"> = (state, { claimCount }) =>
  state.claimCounts.put(claimCount);

export const evolveClaimsFrozen: Evolve<"ClaimsFrozen"> = (state, { frozen }) => state.claims.put(frozen);

export const evolveClaimsForgotten: Evolve<"ClaimsForgotten"> = (state, { epoch, parts }) => {
  for (const part of parts) state.claims.delete(frozenKey(epoch, part));
};

/**
 * The next set of validators takes over from the one before (CSTD-013).
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import { validatorSet } from "../account/validators.ts";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { headerVoteKey } from "../state/keys.ts";
import { houseOf, type WritableState } from "../state/state.ts";

/** How long the next set waits once both have signed, as it does at the vaults. */
const ROTATION_DELAY_MS = DAY_MS;

/** Lets the next set take over once its delay is over. Work: none without one. */
export function rotateValidators(house: House): void {
  const next = validatorSet(house.state)?.next;
  if (next === null || next === undefined || next.completeAtMs === 0) return;
  if (houseOf(house.state).timeMs < next.completeAtMs + ROTATION_DELAY_MS) return;
  const { epoch, hotHash, coldHash } = next;
  house.emit({ type: "ValidatorsRotated", epoch, hotHash, coldHash });
}

export const evolveValidatorsRotated: Evolve<"ValidatorsRotated"> = (state) => {
  const { members, epoch, coldEpoch, hotHash, coldHash } = validatorSet(state)!.next!; // it is what takes over
  const { timeMs } = houseOf(state);
  state.validators.put({ members, epoch, coldEpoch, hotHash, coldHash, sinceMs: timeMs, next: null });
  forgetVotes(state, new Set(members.map(({ hot }) => hot)));
};

/** Votes of whoever is a member no more. Work: the votes. */
function forgetVotes(state: WritableState, members: ReadonlySet<Hex>): void {
  for (const { chainId, validator } of [...state.headerVotes.values()])
    if (!members.has(validator)) state.headerVotes.delete(headerVoteKey(chainId, validator));
}

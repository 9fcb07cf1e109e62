/**
 * The next set of validators takes over from the one before, once its vaults have taken it too (CSTD-013, CSTD-044, CSTD-045).
 *
 * A vault takes one set's word at a time, so while vaults differ some of them take no checkpoint. A week without one lets anybody ask
 * for its exit, so no vault holds the others up for longer than two days after the first may have gone on.
 *
 * A set in the place of one that is not trusted takes over at once: at vaults it has no delay either (CSTD-052).
 *
 * @module
 */

import type { Hex, NextValidators, ValidatorSet, ValidatorSetRow } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import { validatorSet } from "../account/validators.ts";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { isExited } from "../ledger/vaultExit.ts";
import { headerKey, headerVoteKey, rotationKey } from "../state/keys.ts";
import { houseOf, type StateView, type WritableState } from "../state/state.ts";

/** How long the next set waits once both have signed, as it does at the vaults. */
const ROTATION_DELAY_MS = DAY_MS;

/** From the signatures on: what vaults have not shown by then they are brought later. */
const VAULTS_WAITED_FOR_MS = 3 * DAY_MS;

/** A vault takes no step from a set that it has not heard for 21 days, so an older one serves nobody. */
const ROTATIONS_KEPT_MS = 22 * DAY_MS;

/** Lets the next set take over once its delay is over and its vaults show it. Work: the vaults, while a signed one waits. */
export function rotateValidators(house: House): void {
  const set = validatorSet(house.state);
  if (set?.next === null || set === undefined || set.next.completeAtMs === 0) return;
  if (!set.next.isReplacement && !hasWaited(house.state, set, set.next)) return;
  const { epoch, hotHash, coldHash } = set.next;
  house.emit({ type: "ValidatorsRotated", epoch, hotHash, coldHash });
}

/** Whether a day has passed, and the vaults have taken it or were waited for long enough. */
function hasWaited(state: StateView, set: ValidatorSetRow, next: NextValidators): boolean {
  const waitedMs = houseOf(state).timeMs - next.completeAtMs;
  if (waitedMs < ROTATION_DELAY_MS) return false;
  return waitedMs >= VAULTS_WAITED_FOR_MS || isTaken(state, set, next);
}

/** Whether every vault that is heard has shown the next hot set; cold keys are asked for by no one but vaults. */
const isTaken = (state: StateView, set: ValidatorSetRow, { hotHash }: NextValidators): boolean =>
  set.hotHash === hotHash ||
  [...state.vaults.values()].every(
    (vault) => vault.isGated || vault.hotHash === hotHash || isExited(state, vault.spec.vaultId),
  );

export const evolveValidatorsRotated: Evolve<"ValidatorsRotated"> = (state) => {
  const set = validatorSet(state)!;
  const next = set.next!; // it is what takes over
  const [from, to] = [setOf(set), setOf(next)];
  const { timeMs } = houseOf(state);
  state.validators.put({ ...to, sinceMs: timeMs, next: null });
  if (next.isReplacement) return forgetWords(state);
  forgetSteps(state, timeMs);
  state.rotations.put({ from, to, atMs: timeMs, signatures: next.signatures });
  forgetVotes(state, new Set(to.members.map(({ hot }) => hot)));
};

const setOf = ({ members, epoch, coldEpoch, hotHash, coldHash }: ValidatorSet): ValidatorSet => ({
  members,
  epoch,
  coldEpoch,
  hotHash,
  coldHash,
});

/** Steps that no vault can take any more. Work: the steps that are kept. */
function forgetSteps(state: WritableState, timeMs: number): void {
  for (const { to, atMs } of [...state.rotations.values()])
    if (atMs + ROTATIONS_KEPT_MS < timeMs) state.rotations.delete(rotationKey(to.epoch, to.coldEpoch));
}

/**
 * What hot keys said that are not trusted any more, and the numbers that they may have driven ahead of every honest word (CSTD-053).
 * Steps too: a vault that one of them would lead to the old set has to be replaced itself. Work: what is kept of each.
 */
function forgetWords(state: WritableState): void {
  for (const { to } of [...state.rotations.values()]) state.rotations.delete(rotationKey(to.epoch, to.coldEpoch));
  for (const { chainId, number } of [...state.headers.values()]) state.headers.delete(headerKey(chainId, number));
  forgetVotes(state, new Set());
  for (const row of [...state.vaults.values()])
    state.vaults.put({ ...row, hotNumber: 0n, provenNumber: 0n, headerNumber: 0n });
  for (const row of [...state.impairments.values()]) state.impairments.put({ ...row, number: 0n });
}

/** Votes of whoever is a member no more. Work: the votes. */
function forgetVotes(state: WritableState, members: ReadonlySet<Hex>): void {
  for (const { chainId, validator } of [...state.headerVotes.values()])
    if (!members.has(validator)) state.headerVotes.delete(headerVoteKey(chainId, validator));
}

/**
 * Names hot keys in the place of those that are not trusted: the emergency of a stolen quorum (CSTD-051, CSTD-052).
 *
 * Nobody is warned, for it alone changes nothing: the cold keys have to say so too.
 *
 * @module
 */
import type { Validator } from "@novate/codec";
import { validatorSet } from "../../account/validators.ts";
import { type Fault, fault, firstFault } from "../../command/fault.ts";
import { isSameSet, setAfter } from "../../custody/validatorSets.ts";
import { houseOf, type StateView } from "../../state/state.ts";
import { type ChangeRule, IMMEDIATE_MS } from "./rule.ts";
import { faultOfMembers } from "./setValidators.ts";

export const replaceValidators: ChangeRule<"ReplaceValidators"> = {
  faultOf: (state, { validators }) => firstFault(faultOfMembers(validators), faultOfReplacement(state, validators)),

  delayMsOf: () => IMMEDIATE_MS,

  movesRisk: false,

  write(state, { validators }, atMs) {
    const set = validatorSet(state)!; // there is one to replace
    const waiting = { proposedAtMs: atMs, completeAtMs: 0, signatures: [], isReplacement: true };
    state.validators.put({ ...set, next: { ...setAfter(houseOf(state).house, set, validators), ...waiting } });
  },
};

/** Who says that hot keys are not to be trusted does not change with them. */
function faultOfReplacement(state: StateView, validators: readonly Validator[]): Fault | null {
  const set = validatorSet(state);
  if (set === undefined) return fault("validators", "there is no set to replace");
  if (!isSameSet("cold", set.members, validators)) return fault("validators.cold", "cold keys stay as they are");
  return isSameSet("hot", set.members, validators) ? fault("validators.hot", "nothing changes") : null;
}

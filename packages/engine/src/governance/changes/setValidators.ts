/** Names the next set of validators, which takes over once both sets have signed; the first one counts at once. @module */
import type { Hex, Validator, ValidatorSet, ValidatorSetRow } from "@novate/codec";
import { SET_KINDS } from "@novate/evm";
import { validatorSet } from "../../account/validators.ts";
import { type Fault, fault, firstFault } from "../../command/fault.ts";
import { hashOf, isKindSigned, isSameSet, isWithinChurn, setAfter } from "../../custody/validatorSets.ts";
import { houseOf, type StateView } from "../../state/state.ts";
import { ADDING_RISK_MS, type ChangeRule } from "./rule.ts";

const NOBODY: Hex = `0x${"00".repeat(20)}`;

export const setValidators: ChangeRule<"SetValidators"> = {
  faultOf: (state, { validators }) => firstFault(faultOfMembers(validators), faultOfStep(state, validators)),

  delayMsOf: () => ADDING_RISK_MS,

  movesRisk: false,

  write(state, { validators }, atMs) {
    const set = validatorSet(state);
    const { house } = houseOf(state);
    if (set === undefined) state.validators.put({ ...setAfter(house, null, validators), sinceMs: atMs, next: null });
    else {
      const next = setAfter(house, set, validators);
      const waiting = { proposedAtMs: atMs, completeAtMs: 0, signatures: signedFor(set, next), isReplacement: false };
      state.validators.put({ ...set, next: { ...next, ...waiting } });
    }
  },
};

/** What the step that was named before has of signatures that are good for this one too (CSTD-061). */
const signedFor = ({ next: before }: ValidatorSetRow, next: Pick<ValidatorSet, "hotHash" | "coldHash">) =>
  before === null || before.isReplacement
    ? []
    : before.signatures.filter(({ kind }) => hashOf(SET_KINDS[kind]!, before) === hashOf(SET_KINDS[kind]!, next)); // kinds that were signed

/** What no vault would take: it counts keys that ascend, each with some power. */
export function faultOfMembers(validators: readonly Validator[]): Fault | null {
  if (validators.length === 0) return fault("validators", "there is none");
  for (const [index, { hot, cold, power }] of validators.entries()) {
    if (hot <= (validators[index - 1]?.hot ?? NOBODY)) return fault("validators.hot", `${index} does not ascend`);
    if (cold === NOBODY) return fault("validators.cold", `${index} is nobody`);
    if (power === 0n) return fault("validators.power", `${index} has none`);
  }
  const colds = new Set(validators.map(({ cold }) => cold));
  return colds.size === validators.length ? null : fault("validators.cold", "one is named twice");
}

function faultOfStep(state: StateView, validators: readonly Validator[]): Fault | null {
  const set = validatorSet(state);
  if (set === undefined) return null;
  const { members, next } = set;
  if (next !== null && next.completeAtMs > 0)
    return fault("validators", "the next set is signed and about to take over");
  if (isColdTaken(set) && !isSameSet("cold", next!.members, validators))
    return fault("validators.cold", "the next ones are signed, and vaults may have taken them");
  if (isSameSet("hot", members, validators) && isSameSet("cold", members, validators))
    return fault("validators", "nothing changes");
  if (!isWithinChurn("hot", members, validators))
    return fault("validators.hot", "more than a third of the power changes");
  if (!isWithinChurn("cold", members, validators))
    return fault("validators.cold", "more than a third of the power changes");
  return null;
}

/** Whether signatures of another set of cold keys are complete: whoever brings them takes a vault on. */
const isColdTaken = (set: ValidatorSetRow): boolean =>
  set.next !== null &&
  !set.next.isReplacement &&
  set.next.coldHash !== set.coldHash &&
  isKindSigned("cold", set, set.next);

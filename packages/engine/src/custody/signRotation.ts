/**
 * Collects the signatures by which one set of validators hands over to the next (CSTD-012, CSTD-013), or the cold keys replace the
 * hot ones (CSTD-052).
 *
 * @module
 */
import type { Hex, NextValidators, ValidatorSetRow } from "@novate/codec";
import { SET_KINDS, type SetKind } from "@novate/evm";
import { isValidator, validatorSet } from "../account/validators.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { hashOf, isColdSigned, isKindSigned, keyOf } from "./validatorSets.ts";

const HOT = SET_KINDS.indexOf("hot");

export const decideSignRotation: Decide<"SignRotation"> = (state, command, context) => {
  const { kind, toEpoch, key, signature } = command;

  if (!isValidator(state, context.signer)) return refuse("ValidatorRequired", { signer: context.signer });
  const set = validatorSet(state)!; // the signer is in it
  const { next } = set;
  if (next === null || !isUnderWay(set, next, command)) return refuse("RotationUnknown", { toEpoch, key });
  if (kind === HOT && !isColdSigned(set, next)) return refuse("ColdKeysFirst", { toEpoch });
  if (!context.evidence) return refuse("RotationSignatureInvalid", { key });
  if (next.signatures.some((signed) => signed.kind === kind && signed.key === key)) return accept();

  // From here on the signature counts.
  const signed = { kind, key, signature };
  const isComplete = next.completeAtMs === 0 && isSigned(set, next, [...next.signatures, signed]);
  return accept({ type: "RotationSigned", toEpoch, signed, completeAtMs: isComplete ? context.timeMs : 0 });
};

interface Step {
  readonly kind: number;
  readonly fromHash: Hex;
  readonly toHash: Hex;
  readonly toEpoch: bigint;
  readonly key: Hex;
}

/** Whether it is the step that is to be signed, by a key that is asked. */
function isUnderWay(
  set: ValidatorSetRow,
  next: NextValidators,
  { kind, fromHash, toHash, toEpoch, key }: Step,
): boolean {
  const name = SET_KINDS[kind];
  if (name === undefined) return false;
  if (next.isReplacement) {
    // All sign the step of the hot keys; those that go are not asked.
    const isStep = fromHash === set.hotHash && toHash === next.hotHash && toEpoch === next.epoch;
    return isStep && (name === "hot" ? next : set).members.some((member) => keyOf(name, member) === key);
  }
  if (!isChanged(name, set, next)) return false;
  if (fromHash !== hashOf(name, set) || toHash !== hashOf(name, next)) return false;
  if (toEpoch !== (name === "hot" ? next.epoch : next.coldEpoch)) return false;
  return [...set.members, ...next.members].some((member) => keyOf(name, member) === key);
}

const isChanged = (kind: SetKind, set: ValidatorSetRow, next: NextValidators): boolean =>
  hashOf(kind, set) !== hashOf(kind, next);

/** Whether all have signed whose word the step needs, the one at hand among them. */
const isSigned = (set: ValidatorSetRow, next: NextValidators, signatures: NextValidators["signatures"]): boolean =>
  SET_KINDS.every((kind) => isKindSigned(kind, set, { ...next, signatures }));

export const evolveRotationSigned: Evolve<"RotationSigned"> = (state, { signed, completeAtMs }) => {
  const set = validatorSet(state)!; // a rotation is under way
  const next = set.next!;
  const signatures = [...next.signatures, signed];
  state.validators.put({
    ...set,
    next: { ...next, signatures, completeAtMs: next.completeAtMs === 0 ? completeAtMs : next.completeAtMs },
  });
};

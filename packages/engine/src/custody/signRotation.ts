/**
 * Collects the signatures by which one set of validators hands over to the next (CSTD-012, CSTD-013).
 *
 * @module
 */
import type { Hex, NextValidators, ValidatorSetRow } from "@novate/codec";
import { SET_KINDS, type SetKind } from "@novate/evm";
import { DAY_MS } from "@novate/num";
import { isValidator, validatorSet } from "../account/validators.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { houseOf, type WritableState } from "../state/state.ts";
import { hasQuorum, keyOf } from "./validatorSets.ts";

/** How long the next set waits once both have signed, as it does at the vaults. */
const ROTATION_DELAY_MS = DAY_MS;

export const decideSignRotation: Decide<"SignRotation"> = (state, command, context) => {
  const { kind, toEpoch, key, signature } = command;

  if (!isValidator(state, context.signer)) return refuse("ValidatorRequired", { signer: context.signer });
  const set = validatorSet(state)!; // the signer is in it
  const { next } = set;
  if (next === null || !isUnderWay(set, next, command)) return refuse("RotationUnknown", { toEpoch, key });
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

/** Whether it is the step that is to be signed, by a key of either set. */
function isUnderWay(
  set: ValidatorSetRow,
  next: NextValidators,
  { kind, fromHash, toHash, toEpoch, key }: Step,
): boolean {
  const name = SET_KINDS[kind];
  if (name === undefined || !isChanged(name, set, next)) return false;
  if (fromHash !== hashOf(name, set) || toHash !== hashOf(name, next)) return false;
  if (toEpoch !== (name === "hot" ? next.epoch : next.coldEpoch)) return false;
  return [...set.members, ...next.members].some((member) => keyOf(name, member) === key);
}

const hashOf = (kind: SetKind, { hotHash, coldHash }: { readonly hotHash: Hex; readonly coldHash: Hex }): Hex =>
  kind === "hot" ? hotHash : coldHash;

const isChanged = (kind: SetKind, set: ValidatorSetRow, next: NextValidators): boolean =>
  hashOf(kind, set) !== hashOf(kind, next);

/** Whether more than two thirds of both sets have signed, of every kind that changes. */
function isSigned(set: ValidatorSetRow, next: NextValidators, signatures: NextValidators["signatures"]): boolean {
  return SET_KINDS.every((kind, index) => {
    if (!isChanged(kind, set, next)) return true;
    const keys = new Set(signatures.filter((signed) => signed.kind === index).map((signed) => signed.key));
    return hasQuorum(kind, set.members, keys) && hasQuorum(kind, next.members, keys);
  });
}

export const evolveRotationSigned: Evolve<"RotationSigned"> = (state, { signed, completeAtMs }) => {
  const set = validatorSet(state)!; // a rotation is under way
  const next = set.next!;
  const signatures = [...next.signatures, signed];
  state.validators.put({
    ...set,
    next: { ...next, signatures, completeAtMs: next.completeAtMs === 0 ? completeAtMs : next.completeAtMs },
  });
};

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
    if (!members.has(validator)) state.headerVotes.delete(`${chainId}/${validator}`);
}

/**
 * Sets of validators as contracts know them: their hashes, and what of a set its successor keeps (CSTD-010, CSTD-011).
 *
 * @module
 */
import type { Hex, NextValidators, Validator, ValidatorSet, ValidatorSetRow } from "@novate/codec";
import { SET_KINDS, type SetKind, signerSet, signerSetHash } from "@novate/evm";
import { powerOf, totalPower } from "../account/validators.ts";

/** The members' keys of a kind. */
export const keyOf = (kind: SetKind, { hot, cold }: Validator): Hex => (kind === "hot" ? hot : cold);

/** What contracts know the members' keys of a kind by. Asserts what `SetValidators` has checked. */
function setHash(house: Hex, kind: SetKind, epoch: bigint, members: readonly Validator[]): Hex {
  const signers = members.map((member) => ({ address: keyOf(kind, member), power: member.power }));
  return signerSetHash(house, kind, signerSet(epoch, signers));
}

/** Whether a kind's keys and powers are the same in both. */
export function isSameSet(kind: SetKind, before: readonly Validator[], after: readonly Validator[]): boolean {
  const powers = powersOf(kind, after);
  return before.length === after.length && before.every((member) => powers.get(keyOf(kind, member)) === member.power);
}

const powersOf = (kind: SetKind, members: readonly Validator[]): ReadonlyMap<Hex, bigint> =>
  new Map(members.map((member) => [keyOf(kind, member), member.power]));

/** Whether at most a third of a kind's power changes hands (CSTD-014). Powers are compared as parts of their totals. */
export function isWithinChurn(kind: SetKind, before: readonly Validator[], after: readonly Validator[]): boolean {
  const [totalBefore, totalAfter] = [totalPower(before), totalPower(after)];
  const powers = powersOf(kind, after);
  let lost = 0n;
  for (const member of before) {
    const part = member.power * totalAfter - (powers.get(keyOf(kind, member)) ?? 0n) * totalBefore;
    if (part > 0n) lost += part;
  }
  return 3n * lost <= totalBefore * totalAfter;
}

/** The set of these members after `before`, or the first one: numbered among the sets of each kind that it changes. */
export function setAfter(house: Hex, before: Before | null, members: readonly Validator[]) {
  const epochOf = (kind: SetKind, last: bigint) =>
    before !== null && isSameSet(kind, before.members, members) ? last : last + 1n;
  const [epoch, coldEpoch] = [epochOf("hot", before?.epoch ?? 0n), epochOf("cold", before?.coldEpoch ?? 0n)];
  const hashes = {
    hotHash: setHash(house, "hot", epoch, members),
    coldHash: setHash(house, "cold", coldEpoch, members),
  };
  return { members, epoch, coldEpoch, ...hashes };
}

type Before = Pick<ValidatorSetRow, "members" | "epoch" | "coldEpoch">;

/** What contracts know the set's keys of a kind by. */
export const hashOf = (kind: SetKind, { hotHash, coldHash }: Pick<ValidatorSet, "hotHash" | "coldHash">): Hex =>
  kind === "hot" ? hotHash : coldHash;

/**
 * Whether nothing is lacking of a kind's signatures: more than two thirds of both sets' where it changes; in an emergency of the cold
 * keys and of the new hot ones. From then on anybody may take a vault on, whatever the house still waits for.
 */
export function isKindSigned(kind: SetKind, set: ValidatorSetRow, next: NextValidators): boolean {
  const index = SET_KINDS.indexOf(kind);
  const keys = new Set(next.signatures.filter((signed) => signed.kind === index).map((signed) => signed.key));
  if (next.isReplacement) return hasQuorum(kind, (kind === "hot" ? next : set).members, keys);
  if (hashOf(kind, set) === hashOf(kind, next)) return true;
  return hasQuorum(kind, set.members, keys) && hasQuorum(kind, next.members, keys);
}

/**
 * Whether hot keys may sign the step: cold ones come first (CSTD-060). A vault takes each kind by itself, so that hot signatures alone
 * would take it on to a set whose checkpoints the house does not strike yet.
 */
export const isColdSigned = (set: ValidatorSetRow, next: NextValidators): boolean =>
  next.isReplacement || isKindSigned("cold", set, next);

/** Whether more than two thirds of a kind's power is among `keys`. */
const hasQuorum = (kind: SetKind, members: readonly Validator[], keys: ReadonlySet<Hex>): boolean =>
  3n * powerOf(members, (member) => keys.has(keyOf(kind, member))) > 2n * totalPower(members);

/**
 * Sets of validators as contracts know them: their hashes, and what of a set its successor keeps (CSTD-010, CSTD-011).
 *
 * @module
 */
import type { Hex, Validator, ValidatorSetRow } from "@novate/codec";
import { type SetKind, signerSet, signerSetHash } from "@novate/evm";
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

/** Whether more than two thirds of a kind's power is among `keys`. */
export const hasQuorum = (kind: SetKind, members: readonly Validator[], keys: ReadonlySet<Hex>): boolean =>
  3n * powerOf(members, (member) => keys.has(keyOf(kind, member))) > 2n * totalPower(members);

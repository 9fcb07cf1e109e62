/**
 * Who attests: the members of the active set by their hot keys, and those of the next while it is on its way (CSTD-010).
 *
 * @module
 */
import type { Signer, Validator, ValidatorSetRow } from "@novate/codec";
import { VALIDATORS } from "../state/keys.ts";
import type { StateView } from "../state/state.ts";
import { addressOf } from "./authority.ts";

export const validatorSet = (state: StateView): ValidatorSetRow | undefined => state.validators.get(VALIDATORS);

const memberBy = (members: readonly Validator[] | undefined, signer: Signer): Validator | undefined => {
  const address = addressOf(signer);
  return address === null ? undefined : members?.find(({ hot }) => hot === address);
};

/** The active member that signs with this key, or undefined. Work: the members. */
export const validatorOf = (state: StateView, signer: Signer): Validator | undefined =>
  memberBy(validatorSet(state)?.members, signer);

/** Whether the signer is a member of the active set or of the next. */
export const isValidator = (state: StateView, signer: Signer): boolean =>
  validatorOf(state, signer) !== undefined || memberBy(validatorSet(state)?.next?.members, signer) !== undefined;

export const powerOf = (members: readonly Validator[], isCounted: (member: Validator) => boolean): bigint =>
  members.reduce((sum, member) => (isCounted(member) ? sum + member.power : sum), 0n);

export const totalPower = (members: readonly Validator[]): bigint => powerOf(members, () => true);

/** The fewest members whose power is more than two thirds: as many keys open every vault, whoever holds them. */
export function leastQuorum(members: readonly Validator[]): number {
  const total = totalPower(members);
  const powers = members.map(({ power }) => power).sort((one, other) => (one > other ? -1 : 1));
  let [count, sum] = [0, 0n];
  while (count < powers.length && 3n * sum <= 2n * total) sum += powers[count++]!; // below its length
  return count;
}

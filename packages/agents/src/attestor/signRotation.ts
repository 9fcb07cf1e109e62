/**
 * An attestor's word for the step from its house's set of validators to the next: once, with the hot key that it has.
 *
 * What the next set is governance decides, and within which limits the house; the key says that both sides are there.
 *
 * @module
 */
import type { CommandOf, NextValidators, Validator, ValidatorSetRow } from "@novate/codec";
import { isQuorum, rotationDigest, SET_KINDS } from "@novate/evm";
import type { OwnerKey } from "@novate/sdk";
import type { CustodyRows } from "../custody/rows.ts";

/** The signature that is lacking, or null: no step is under way, the key is of neither set, it has signed, or cold keys have still to. */
export function signRotation(
  { house, validators }: Pick<CustodyRows, "house" | "validators">,
  key: OwnerKey,
): CommandOf<"SignRotation"> | null {
  const next = validators?.next;
  if (validators === null || next === null || next === undefined || next.hotHash === validators.hotHash) return null;
  const asked = next.isReplacement ? next.members : [...validators.members, ...next.members];
  if (!asked.some(({ hot }) => hot === key.address)) return null;
  if (next.signatures.some((signed) => signed.kind === 0 && signed.key === key.address)) return null;
  if (!next.isReplacement && !areColdSigned(validators, next)) return null;
  const step = { fromHash: validators.hotHash, toHash: next.hotHash, toEpoch: next.epoch };
  const signature = key.sign(rotationDigest(house, step.fromHash, step.toHash, step.toEpoch));
  return { type: "SignRotation", kind: 0, ...step, key: key.address, signature };
}

/** Whether the cold keys' part is complete; with hot signatures alone anybody takes a vault on, and the house stays behind (CSTD-060). */
function areColdSigned(from: ValidatorSetRow, next: NextValidators): boolean {
  if (from.coldHash === next.coldHash) return true;
  const cold = SET_KINDS.indexOf("cold");
  const keys = new Set(next.signatures.filter(({ kind }) => kind === cold).map(({ key }) => key));
  return [from, next].every(({ members }) => {
    const powerOf = (some: readonly Validator[]) => some.reduce((sum, { power }) => sum + power, 0n);
    return isQuorum(powerOf(members.filter((member) => keys.has(member.cold))), powerOf(members));
  });
}

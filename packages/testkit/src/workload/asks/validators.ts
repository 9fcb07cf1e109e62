/**
 * What governance and validators say of vaults: they are listed, chains are heard again, one set hands over to the next.
 *
 * @module
 */
import { approvalOf, type Change } from "@novate/codec";
import { rotationDigest } from "@novate/evm";
import { GOVERNORS, toySignature, walletOf } from "../../world/cast.ts";
import { SPARE_KEYS, VAULT_CHANGES } from "../../world/vaults.ts";
import type { Ask } from "../maker.ts";
import type { Memory } from "../memory.ts";
import type { Scene } from "../scene.ts";

/** One governor proposes, and once that has been heard another approves. */
export function governed({ state }: Scene, memory: Memory, changes: readonly Change[]): Ask {
  const [first, second] = GOVERNORS.map(walletOf);
  const bundle = [...state.bundles.values()].find(
    (one) => one.changes.length === changes.length && one.changes[0]!.type === changes[0]!.type,
  );
  if (bundle !== undefined) return { command: approvalOf(bundle), signer: second! };
  const { parameterEpoch } = state.house.get(0)!;
  const bundleId = memory.nextBundle++;
  return { command: { type: "ProposeBundle", bundleId, parameterEpoch, changes: [...changes] }, signer: first! };
}

/** Vaults are listed while the house is empty, so that they count at once. */
export const founding = (scene: Scene, memory: Memory): Ask[] => [governed(scene, memory, VAULT_CHANGES)];

/** Now and then governance says whose a segment's own pools are in an exit, or what a venue holds; at times nobody's again. */
export function treasury(scene: Scene, memory: Memory): Ask[] {
  const { dice } = scene;
  if (!dice.chance(0.1)) return [];
  const account = dice.chance(0.9) ? scene.trader() : undefined;
  const whose = dice.pick([
    { segmentId: account?.segmentId ?? 1, venueId: 0 },
    { segmentId: 0, venueId: dice.pick([1, 1, 3]) },
  ]);
  return [governed(scene, memory, [{ type: "SetTreasury", ...whose, treasury: account?.accountId ?? 0 }])];
}

/** A gated chain is heard again once governance says so. */
export function reopening(scene: Scene, memory: Memory): Ask[] {
  const gated = [...scene.state.vaults.values()].find(({ isGated }) => isGated);
  if (gated === undefined || !scene.dice.chance(0.3)) return [];
  return [governed(scene, memory, [{ type: "ReopenChain", chainId: gated.spec.chainId }])];
}

/** Now and then one hot key of four is another, and both sets sign; some signatures are false. */
export function rotation(scene: Scene, memory: Memory): Ask[] {
  const { dice, state, house } = scene;
  const { members, next, hotHash } = state.validators.get(0)!;
  if (next === null) {
    if (!dice.chance(0.05)) return [];
    const last = members.at(-1)!;
    const hot = SPARE_KEYS.find((key) => key !== last.hot)!;
    return [
      governed(scene, memory, [{ type: "SetValidators", validators: [...members.slice(0, -1), { ...last, hot }] }]),
    ];
  }
  const step = { kind: 0, fromHash: hotHash, toHash: next.hotHash, toEpoch: next.epoch } as const;
  const digest = rotationDigest(house, step.fromHash, step.toHash, step.toEpoch);
  const keys = [...new Set([...members, ...next.members].map(({ hot }) => hot))];
  return keys
    .filter(() => dice.chance(0.1))
    .map((key) => {
      const signature = toySignature(digest, walletOf(dice.chance(0.03) ? members[0]!.cold : key));
      return { command: { type: "SignRotation", ...step, key, signature } as const, signer: walletOf(key) };
    });
}

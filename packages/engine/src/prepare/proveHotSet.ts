/**
 * The evidence of who signs for a vault: the hash of its hot set, and which code it has, under the stated root (CSTD-046).
 *
 * @module
 */
import type { CommandOf } from "@novate/codec";
import { vaultSlots } from "@novate/evm";
import type { HotSetProof } from "../command/evidence.ts";
import { proveSlots } from "./proveSlots.ts";

export function proveHotSet({ vault, stateRoot, accountProof, hotSetProof }: CommandOf<"ProveHotSet">): HotSetProof {
  const proof = proveSlots(stateRoot, vault, accountProof, [{ slot: vaultSlots.hotSet, nodes: hotSetProof }]);
  if (!proof.ok) return proof;
  const [hotHash] = proof.words;
  // No vault is without a set from its founding on.
  return hotHash === undefined
    ? { ok: false, fault: "hotSet: Absent" }
    : { ok: true, codeHash: proof.codeHash, hotHash };
}

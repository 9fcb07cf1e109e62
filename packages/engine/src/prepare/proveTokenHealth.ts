/**
 * The evidence of an impairment: what a vault holds of a token by its books, what it lacks, since when it cannot move it (COLL-070).
 *
 * @module
 */
import type { CommandOf } from "@novate/codec";
import { readTokenHealth, readTokenHeld, vaultSlots } from "@novate/evm";
import type { TokenProof } from "../command/evidence.ts";
import { proveSlots } from "./proveSlots.ts";

export function proveTokenHealth(command: CommandOf<"ProveImpairment">): TokenProof {
  const { vault, stateRoot, accountProof, token, heldProof, healthProof } = command;
  const proof = proveSlots(stateRoot, vault, accountProof, [
    { slot: vaultSlots.tokenHeld(token), nodes: heldProof },
    { slot: vaultSlots.tokenHealth(token), nodes: healthProof },
  ]);
  if (!proof.ok) return proof;
  const [held, health] = proof.words;
  const { shortfallAtoms, frozenSince } = readTokenHealth(health);
  return { ok: true, codeHash: proof.codeHash, heldAtoms: readTokenHeld(held).heldAtoms, shortfallAtoms, frozenSince };
}

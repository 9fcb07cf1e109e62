/**
 * The evidence of an exit: how far the vault is, and which checkpoint is in force there, under the stated root (EXIT-100).
 *
 * @module
 */
import { type CommandOf, ExitPhase } from "@novate/codec";
import { emptyRoot, readCheckpointInForce, readExitWord, TABLE_DEPTH, vaultSlots } from "@novate/evm";
import type { ExitProof } from "../command/evidence.ts";
import { proveSlots } from "./proveSlots.ts";

export function proveExit(command: CommandOf<"ProveExit">): ExitProof {
  const { vault, stateRoot, accountProof, exitProof, inForceProof, claimsProof, assetsProof } = command;
  const proof = proveSlots(stateRoot, vault, accountProof, [
    { slot: vaultSlots.exit, nodes: exitProof },
    { slot: vaultSlots.checkpointInForce, nodes: inForceProof },
    { slot: vaultSlots.claimsRoot, nodes: claimsProof },
    { slot: vaultSlots.assetsRoot, nodes: assetsProof },
  ]);
  if (!proof.ok) return proof;
  const [exit, inForce, claims, assets] = proof.words;
  const { phase } = readExitWord(exit);
  if (phase > ExitPhase.exit) return { ok: false, fault: "exit: Unknown" };
  const { maturedEpoch, heardCount } = readCheckpointInForce(inForce);
  // Where no checkpoint was ever in force nobody has a claim.
  const [claimsRoot, assetsRoot] = [claims ?? emptyRoot(TABLE_DEPTH), assets ?? emptyRoot(TABLE_DEPTH)];
  return { ok: true, codeHash: proof.codeHash, phase, epoch: maturedEpoch, heardCount, claimsRoot, assetsRoot };
}

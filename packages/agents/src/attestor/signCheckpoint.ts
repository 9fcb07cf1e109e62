/**
 * Whether a checkpoint is what this attestor would say itself, and its signature then.
 *
 * @module
 */
import type { CheckpointRow, Command, Hex } from "@novate/codec";
import { checkpointDigest, sectionLeaf, sparseTree, VAULTS_DEPTH } from "@novate/evm";
import type { OwnerKey } from "@novate/sdk";
import type { CustodyRows } from "../custody/rows.ts";
import { type EpochMemory, maySign } from "./epochMemory.ts";

/** What is wrong with a checkpoint, or null. Every hash is made again from the parts. */
function checkpointFault(rows: CustodyRows, row: CheckpointRow): string | null {
  const specs = new Map(rows.vaults.map(({ spec }) => [spec.vaultId, spec]));
  const leaves = new Map<number, Hex>();
  for (const section of row.sections) {
    const spec = specs.get(section.vaultId);
    if (spec?.vault !== section.vault || spec.chainId !== section.chainId) return `vault ${section.vaultId} is another`;
    leaves.set(section.vaultId, sectionLeaf(section));
  }
  if (sparseTree(leaves, VAULTS_DEPTH).root !== row.vaultsRoot) return "vaultsRoot is not that of its sections";
  if (row.setHash !== rows.validators?.hotHash) return "setHash is not the active set's";
  return checkpointDigest(rows.house, row) === row.digest ? null : "digest is not that of its fields";
}

/** Signs what is not signed yet, the oldest first; each is on the disk before it is answered. */
export async function signCheckpoints(
  rows: CustodyRows,
  key: OwnerKey,
  memory: EpochMemory,
  onFault: (row: CheckpointRow, fault: string) => void,
): Promise<readonly Command[]> {
  const commands: Command[] = [];
  const open = rows.checkpoints
    .filter(({ signatures }) => !signatures.some((signed) => signed.key === key.address))
    .sort((one, other) => one.epoch - other.epoch);
  for (const row of open) {
    const { epoch, digest } = row;
    if (!maySign(memory.last(), { epoch, digest })) continue;
    const fault = checkpointFault(rows, row);
    if (fault !== null) {
      onFault(row, fault);
      continue;
    }
    await memory.store({ epoch, digest });
    commands.push({ type: "SignCheckpoint", epoch, digest, key: key.address, signature: key.sign(digest) });
  }
  return commands;
}

/**
 * The evidence of a rewrite: how many entries a vault's inbox has under the named state root, and what it commits to (CSTD-042).
 *
 * @module
 */
import { type CommandOf, hexToBytes } from "@novate/codec";
import { inboxChunk, readCount, vaultSlots, verifyAccountProof, verifyStorageProof } from "@novate/evm";
import type { EvidenceOf } from "../command/evidence.ts";

export function proveRewrite(command: CommandOf<"ProveRewrite">): EvidenceOf<"ProveRewrite"> {
  const { vault, stateRoot } = command;
  const account = verifyAccountProof(stateRoot, vault, command.accountProof.map(hexToBytes));
  if (!account.ok) return faulty(`account: ${account.fault}`);
  if (account.value === undefined) return faulty("account: Absent");
  const { storageRoot, codeHash } = account.value;
  const word = verifyStorageProof(storageRoot, vaultSlots.inboxCount, command.countProof.map(hexToBytes));
  if (!word.ok) return faulty(`count: ${word.fault}`);
  const count = readCount(word.value);
  if (count === 0n) return { ok: true, codeHash, count, acc: null };
  const slot = vaultSlots.inboxAcc(inboxChunk(count - 1n));
  const acc = verifyStorageProof(storageRoot, slot, command.accProof.map(hexToBytes));
  if (!acc.ok) return faulty(`storage: ${acc.fault}`);
  return acc.value === undefined ? faulty("storage: Absent") : { ok: true, codeHash, count, acc: acc.value };
}

const faulty = (fault: string): EvidenceOf<"ProveRewrite"> => ({ ok: false, fault });

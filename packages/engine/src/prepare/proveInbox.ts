/**
 * The evidence of an inbox: what the vault's account and one slot of its storage are under the named state root (CSTD-032).
 *
 * @module
 */
import { type CommandOf, hexToBytes, type InboxItem } from "@novate/codec";
import { inboxChunk, inboxLeaf, vaultSlots, verifyAccountProof, verifyStorageProof } from "@novate/evm";
import type { InboxProof } from "../command/evidence.ts";

/** Vaults count tokens in 96 bits, and entries in 64. */
const AMOUNT_END = 1n << 96n;
const INDEX_END = 1n << 64n;

export function proveInbox(command: CommandOf<"ProveInbox">): InboxProof {
  const { vault, stateRoot, firstIndex, entries } = command;
  if (entries.length === 0) return faulty("EntriesMissing");
  const endIndex = firstIndex + BigInt(entries.length);
  if (endIndex > INDEX_END) return faulty("IndexTooLarge");
  if (!entries.every(({ amountAtoms }) => amountAtoms >= 0n && amountAtoms < AMOUNT_END))
    return faulty("AmountTooLarge");
  const account = verifyAccountProof(stateRoot, vault, command.accountProof.map(hexToBytes));
  if (!account.ok) return faulty(`account: ${account.fault}`);
  if (account.value === undefined) return faulty("account: Absent");
  const { storageRoot, codeHash } = account.value;
  const slot = vaultSlots.inboxAcc(inboxChunk(endIndex - 1n));
  const word = verifyStorageProof(storageRoot, slot, command.storageProof.map(hexToBytes));
  if (!word.ok) return faulty(`storage: ${word.fault}`);
  if (word.value === undefined) return faulty("storage: Absent");
  const leaves = entries.map((item, place) => inboxLeaf(entryOf(item, firstIndex + BigInt(place))));
  return { ok: true, codeHash, acc: word.value, leaves };
}

const faulty = (fault: string): InboxProof => ({ ok: false, fault });

const entryOf = ({ timeSec, amountAtoms, ...item }: InboxItem, index: bigint) => ({
  ...item,
  index,
  timeSec: BigInt(timeSec),
  amount: amountAtoms,
});

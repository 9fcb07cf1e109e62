/**
 * Proves to the house that a vault holds less than was heard of it, or something else: its chain took back what was final.
 *
 * @module
 */
import { type ChainSource, wordOf } from "@novate/chains";
import type { CommandOf, HeaderRow, VaultRow } from "@novate/codec";
import { inboxChunk, readCount, vaultSlots } from "@novate/evm";
import { provenAt } from "./provenAt.ts";

/** The proof at an accepted header, or null where the inbox may go on from what was heard. Rejects with `ChainError`. */
export async function proveRewrite(
  source: ChainSource,
  vault: VaultRow,
  header: HeaderRow,
  accountId: number,
): Promise<CommandOf<"ProveRewrite"> | null> {
  const { vault: address } = vault.spec;
  const heard = vault.inboxCount;
  if (heard === 0n || header.number < vault.provenNumber) return null;
  const first = await source.proof(header, address, [vaultSlots.inboxCount]);
  const count = readCount(first.slots[0]!.value);
  if (count > heard) return null; // of more entries nothing is certain without them
  const chunk = count === 0n ? 0n : inboxChunk(count - 1n);
  const { accountNodes, slots } = await source.proof(header, address, [
    vaultSlots.inboxCount,
    vaultSlots.inboxAcc(chunk),
  ]);
  if (count === heard && wordOf(slots[1]!) === vault.inboxAcc) return null;
  return {
    type: "ProveRewrite",
    ...provenAt(vault, header, accountId, accountNodes),
    countProof: [...slots[0]!.nodes],
    accProof: count === 0n ? [] : [...slots[1]!.nodes],
  };
}

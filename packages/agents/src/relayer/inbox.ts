/**
 * Proves to the house what has come into a vault: a storage proof a chunk, with the entries up to its word.
 *
 * @module
 */

import { ChainError, type ChainSource, type InboxLogEntry, readEntries, readVault, wordOf } from "@novate/chains";
import type { CommandOf, HeaderRow, InboxItem, VaultRow } from "@novate/codec";
import { inboxChunk, inboxLeaf, inboxNext, vaultSlots } from "@novate/evm";
import { atoms } from "@novate/num";
import type { RelayPlace } from "./place.ts";
import { provenAt } from "./provenAt.ts";

/** Chunks that are proven at one look: a crowd of entries is worked off over several blocks. */
const MOST_CHUNKS = 16;
const CHUNK = 64n;

/** Entries by vault that were read and may not be heard yet, so that logs are read once. */
export class InboxReader {
  #entries: InboxLogEntry[] = [];
  #readTo: bigint;

  constructor(fromBlock: bigint) {
    this.#readTo = fromBlock - 1n;
  }

  /** Entries `first…` up to the header, which come from logs and count for nothing before they fold. */
  async upTo(source: ChainSource, vault: VaultRow, header: HeaderRow): Promise<readonly InboxLogEntry[]> {
    if (header.number > this.#readTo) {
      const { spec, inboxCount } = vault;
      const fresh = await readEntries(source, spec.vault, this.#readTo + 1n, header.number, inboxCount);
      this.#entries.push(...fresh);
      this.#readTo = header.number;
    }
    this.#entries = this.#entries.filter(({ index }) => index >= vault.inboxCount);
    return this.#entries;
  }

  /** Begins anew: a source lied, or a chain was reorganised under what was read. */
  forget(fromBlock: bigint): void {
    this.#entries = [];
    this.#readTo = fromBlock - 1n;
  }
}

export interface InboxRelay {
  readonly place: RelayPlace;
  readonly reader: InboxReader;
  /** The relayer's own account, or 0 where a validator relays. */
  readonly accountId: number;
}

/** Commands that bring the house up to what the vault held at an accepted header. Rejects with `ChainError`. */
export async function proveInbox(
  { place, reader, accountId }: InboxRelay,
  vault: VaultRow,
  header: HeaderRow,
): Promise<CommandOf<"ProveInbox">[]> {
  const { source, fromBlock } = place;
  const { vault: address } = vault.spec;
  const { inboxCount: total } = await readVault(source, header, address);
  if (total <= vault.inboxCount) return [];
  const entries = (await reader.upTo(source, vault, header)).filter(({ index }) => index < total);
  const commands: CommandOf<"ProveInbox">[] = [];
  let acc = vault.inboxAcc;
  for (let first = vault.inboxCount; first < total && commands.length < MOST_CHUNKS; ) {
    const chunk = inboxChunk(first);
    const end = total < (chunk + 1n) * CHUNK ? total : (chunk + 1n) * CHUNK;
    const part = entries.filter(({ index }) => index >= first && index < end);
    const { accountNodes, slots } = await source.proof(header, address, [vaultSlots.inboxAcc(chunk)]);
    for (const entry of part) acc = inboxNext(acc, inboxLeaf(entry));
    if (acc !== wordOf(slots[0]!)) {
      reader.forget(fromBlock);
      throw new ChainError("AnswerForged", `entries ${first} to ${end} of ${address} do not fold to what it holds`);
    }
    commands.push({
      type: "ProveInbox",
      ...provenAt(vault, header, accountId, accountNodes),
      firstIndex: first,
      storageProof: [...slots[0]!.nodes],
      entries: part.map(itemOf),
    });
    first = end;
  }
  return commands;
}

const itemOf = ({ kind, timeSec, sender, ownerChain, owner, ...entry }: InboxLogEntry): InboxItem => ({
  kind,
  timeSec: Number(timeSec),
  sender,
  ownerChain,
  owner,
  segmentId: entry.segmentId,
  accountId: entry.accountId,
  token: entry.token,
  amountAtoms: atoms(entry.amount),
  data: entry.data,
});

/**
 * Entries of a vault's inbox that the word in force has not heard.
 *
 * @module
 */
import { type InboxLogEntry, readEntries, type WayOut } from "@novate/chains";
import type { Hex } from "@novate/codec";
import { inboxChunk } from "@novate/evm";
import type { ExitPlace } from "./place.ts";

export interface UnheardEntries {
  /** In their order. */
  readonly entries: readonly InboxLogEntry[];
  /** All of an entry's chunk that came in: what proves it to the vault. */
  chunkOf(entry: InboxLogEntry): readonly InboxLogEntry[];
}

const CHUNK = 64n;

/** Logs that do not fold to what the vault keeps prove nothing to it. Rejects with `ChainError`. */
export async function unheardEntries(
  { source, fromBlock }: ExitPlace,
  vault: Hex,
  { heardCount, inboxCount }: Pick<WayOut, "heardCount" | "inboxCount">,
): Promise<UnheardEntries> {
  const first = inboxChunk(heardCount) * CHUNK;
  const { number } = await source.header("latest");
  const read = inboxCount > heardCount ? await readEntries(source, vault, fromBlock, number, first) : [];
  const known = read.filter(({ index }) => index >= first && index < inboxCount);
  return {
    entries: known.filter(({ index }) => index >= heardCount),
    chunkOf: (entry) => known.filter(({ index }) => inboxChunk(index) === inboxChunk(entry.index)),
  };
}

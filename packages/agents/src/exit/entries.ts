/**
 * Entries of a vault's inbox, those that the word in force has not heard above all.
 *
 * @module
 */
import { type InboxLogEntry, readEntries, type WayOut } from "@novate/chains";
import type { Hex } from "@novate/codec";
import { inboxChunk } from "@novate/evm";
import type { ExitPlace } from "./place.ts";

export interface InboxEntries {
  /** In their order. */
  readonly entries: readonly InboxLogEntry[];
  /** All of an entry's chunk that came in: what proves it to the vault. */
  chunkOf(entry: InboxLogEntry): readonly InboxLogEntry[];
}

const CHUNK = 64n;

export const unheardEntries = (
  place: ExitPlace,
  vault: Hex,
  at: Pick<WayOut, "heardCount" | "inboxCount">,
): Promise<InboxEntries> => entriesSince(place, vault, at, at.heardCount);

/** Logs that do not fold to what the vault keeps prove nothing to it. Rejects with `ChainError`. */
export async function entriesSince(
  { source, fromBlock }: ExitPlace,
  vault: Hex,
  { inboxCount }: Pick<WayOut, "inboxCount">,
  since: bigint,
): Promise<InboxEntries> {
  const first = inboxChunk(since) * CHUNK;
  const { number } = await source.header("latest");
  const read = inboxCount > since ? await readEntries(source, vault, fromBlock, number, first) : [];
  const known = read.filter(({ index }) => index >= first && index < inboxCount);
  return {
    entries: known.filter(({ index }) => index >= since),
    chunkOf: (entry) => known.filter(({ index }) => inboxChunk(index) === inboxChunk(entry.index)),
  };
}

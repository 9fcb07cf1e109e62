/**
 * What a watcher's archive is kept by: whose word counts, and what time it is.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import type { ArchiveOptions } from "./archive.ts";
import type { Seen } from "./seen.ts";
import type { StayByChain } from "./stay.ts";
import type { ExitWatchOptions } from "./watchOptions.ts";

/** The set that was named, or those that the vaults have by proof; null where there is no archive. */
export function archiveOf(
  { client, house, setHash, archive, nowMs = Date.now }: ExitWatchOptions,
  seen: readonly Pick<Seen, "at">[],
  stay: StayByChain,
): ArchiveOptions | null {
  if (archive === undefined) return null;
  const sets = new Set<Hex>(setHash === undefined ? seen.map(({ at }) => at.hotSet) : [setHash]);
  return { client, house, sets, archive, ...stay, nowMs: nowMs() };
}

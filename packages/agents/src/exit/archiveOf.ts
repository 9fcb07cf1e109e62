/**
 * What a watcher's archive is kept by: whose word counts, and what time it is.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { MOST_TOLD_MS } from "../custody/toldMost.ts";
import type { ArchiveOptions } from "./archive.ts";
import type { Seen } from "./seen.ts";
import type { StayByChain } from "./stay.ts";
import type { ExitWatchOptions } from "./watchOptions.ts";

/** For one look, which reads for so long in all: the set that was named, or those that the vaults have by proof; null where there is no archive. */
export function archiveOf(
  { client, house, setHash, archive, mostLeaves, nowMs = Date.now }: ExitWatchOptions,
  seen: readonly Pick<Seen, "at">[],
  stay: StayByChain,
): ArchiveOptions | null {
  if (archive === undefined) return null;
  const sets = new Set<Hex>(setHash === undefined ? seen.map(({ at }) => at.hotSet) : [setHash]);
  const now = nowMs();
  const most = { untilMs: now + MOST_TOLD_MS, nowMs, ...(mostLeaves !== undefined && { mostLength: mostLeaves }) };
  return { client, house, sets, archive, ...stay, nowMs: now, most };
}

/**
 * Which epochs a watcher lets go of: none that a vault pays by, or may, whatever is newer.
 *
 * @module
 */
import type { Stay } from "@novate/sdk";
import type { Seen } from "./seen.ts";
import type { ExitPlaceOf } from "./step.ts";

/** As the chains say; a node's word counts for nothing here. */
export type StayByChain = Required<Omit<Stay, "told">>;

/** Ten days of epochs: of a vault that cannot be looked at nobody knows what it pays by. */
export const UNSEEN = 1_440;

/** `vaults`: all that there are. What a vault has in force, and has taken and may have in force, stays. */
export function stayOf(
  keep: number,
  vaults: readonly ExitPlaceOf[],
  seen: readonly Pick<Seen, "at" | "acceptances">[],
): StayByChain {
  const words = seen.flatMap(({ at, acceptances }) => [
    at.maturedEpoch,
    at.epochX,
    ...acceptances.map(({ accepted }) => accepted.epoch),
  ]);
  return { keep: seen.length < vaults.length ? Math.max(keep, UNSEEN) : keep, pinned: new Set(words.map(Number)) };
}

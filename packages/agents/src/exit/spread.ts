/**
 * A contradiction that one vault was shown, shown to the others: whoever has two words may show them where it suits him alone.
 *
 * @module
 */
import { readContradictionCalls } from "@novate/chains";
import { isStoppable } from "./contradictions.ts";
import { passRefusal } from "./passRefusal.ts";
import type { Seen } from "./seen.ts";
import type { ExitWatchOptions } from "./watchOptions.ts";

/** Brings what stopped a vault last to each that goes on. Rejects with `ChainError` where it cannot be read. */
export async function spreadContradiction(options: ExitWatchOptions, seen: readonly Seen[]): Promise<void> {
  const others = seen.filter(({ at, place }) => isStoppable(at) && place.writer !== undefined);
  const stopped = seen.filter(({ at }) => at.cause === "contradiction");
  if (others.length === 0) return;
  for (const { where, place } of stopped) {
    const calls = await readContradictionCalls(place.source, where.vault, place.fromBlock);
    const [data] = calls.slice(-1);
    if (data === undefined) continue;
    for (const other of others)
      await other.place
        .writer!.sendOnce({ to: other.where.vault, data }) // those without were left out
        .catch(passRefusal(options, `vault ${other.where.vaultId}`));
  }
}

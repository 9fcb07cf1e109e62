/**
 * The cause for which a vault's exit may be asked for, and the asking (a, b of custody: silence, and an entry that is not served).
 *
 * @module
 */
import { exitRequestCalls, type InboxLogEntry, unservedAt, type WayOut } from "@novate/chains";
import { unheardEntries } from "./entries.ts";
import { type ExitPlace, sendStep } from "./place.ts";
import { timeText } from "./signs.ts";
import { type ExitPlaceOf, type ExitStep, stepOf } from "./step.ts";

/** Asks for the exit where there is a cause; else says which would come first, and when. */
export async function askForExit(place: ExitPlace, where: ExitPlaceOf, at: WayOut, nowSec: bigint): Promise<ExitStep> {
  const silentAt = at.acceptedAt + at.spans.silence;
  if (nowSec >= silentAt) {
    const why = `silence: the vault has taken no checkpoint since ${timeText(at.acceptedAt)}`;
    return sendStep(place, where, "request", exitRequestCalls.requestExitForSilence(where.vault), why);
  }
  const { entries, chunkOf } = await unheardEntries(place, where.vault, at);
  const newest = newestUnserved(entries, at, nowSec);
  if (newest !== undefined) {
    const call = exitRequestCalls.requestExitForEntry(where.vault, newest, chunkOf(newest));
    return sendStep(place, where, "request", call, unservedText(newest));
  }
  const [entry] = entries;
  const servedBy = entry === undefined ? silentAt : unservedAt(at, entry.timeSec);
  const untilSec = servedBy < silentAt ? servedBy : silentAt;
  const cause =
    untilSec === silentAt
      ? `no cause yet: silence counts from ${timeText(at.acceptedAt)}, ${at.accepted > 0n ? "when the last checkpoint was taken" : "when the house is to have listed the vault"}`
      : `no cause yet: entry ${entry!.index} of ${timeText(entry!.timeSec)} is not in force as heard`;
  return stepOf(where, "request", "waits", cause, { untilSec });
}

/**
 * Has the newest entry that is old enough count in a request that runs already: else whoever censors has one of its own asked for, and
 * hears that one alone. Null where there is none that the request does not know.
 */
export async function noteEntry(
  place: ExitPlace,
  where: ExitPlaceOf,
  at: WayOut,
  nowSec: bigint,
): Promise<ExitStep | null> {
  const { entries, chunkOf } = await unheardEntries(place, where.vault, at);
  const newest = newestUnserved(entries, at, nowSec);
  const isFirst = at.cause !== "unserved" && at.notedAt === 0n;
  if (newest === undefined || !(isFirst || newest.index > at.unservedIndex)) return null;
  const call = exitRequestCalls.requestExitForEntry(where.vault, newest, chunkOf(newest));
  return sendStep(place, where, "request", call, unservedText(newest));
}

const newestUnserved = (entries: readonly InboxLogEntry[], at: WayOut, nowSec: bigint): InboxLogEntry | undefined =>
  entries.findLast(({ timeSec }) => nowSec >= unservedAt(at, timeSec));

const unservedText = ({ index, timeSec }: InboxLogEntry): string =>
  `an entry that is not served: number ${index}, of ${timeText(timeSec)}`;

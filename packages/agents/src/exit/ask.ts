/**
 * The cause for which a vault's exit may be asked for, and the asking (a, b of custody: silence, and an entry that is not served).
 *
 * @module
 */
import { exitRequestCalls, type WayOut } from "@novate/chains";
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
  const [entry] = entries;
  const unservedAt = entry === undefined ? null : entry.timeSec + at.spans.unserved;
  if (entry !== undefined && nowSec >= unservedAt!) {
    const call = exitRequestCalls.requestExitForEntry(where.vault, entry, chunkOf(entry));
    const why = `an entry that is not served: number ${entry.index}, of ${timeText(entry.timeSec)}`;
    return sendStep(place, where, "request", call, why);
  }
  const untilSec = unservedAt !== null && unservedAt < silentAt ? unservedAt : silentAt;
  const cause =
    untilSec === silentAt
      ? `no cause yet: the last checkpoint was taken ${timeText(at.acceptedAt)}, and silence counts from then`
      : `no cause yet: entry ${entry!.index} of ${timeText(entry!.timeSec)} is not in force as heard`;
  return stepOf(where, "request", "waits", cause, { untilSec });
}

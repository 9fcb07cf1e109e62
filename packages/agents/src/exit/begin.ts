/**
 * From the asking to the beginning: the newest word that anybody kept is carried to the vault, and once its time has come the exit
 * begins.
 *
 * @module
 */
import { exitRequestCalls, readAcceptances, type WayOut } from "@novate/chains";
import type { ExitKit } from "@novate/codec";
import { noteEntry } from "./ask.ts";
import { carryNewest } from "./carry.ts";
import { type ExitPlace, sendStep } from "./place.ts";
import { timeText } from "./signs.ts";
import { type ExitPlaceOf, type ExitStep, stepOf } from "./step.ts";

interface Now {
  readonly timeSec: bigint;
  readonly number: bigint;
  readonly stateRoot: `0x${string}`;
}

/** What may be done of an exit that was asked for. */
export async function beginExit(
  place: ExitPlace,
  where: ExitPlaceOf,
  at: WayOut,
  now: Now,
  kits: readonly ExitKit[],
): Promise<ExitStep[]> {
  const asked = stepOf(where, "request", "done", `for ${causeText(at)}, asked for ${timeText(at.requestedAt)}`);
  if (now.timeSec < at.beginsAt || now.number < at.beginsAtBlock) {
    const carried = await carryNewest(place, where, at, kits);
    const why = `it begins unless its cause is mended before; ${blocksText(at, now)}`;
    const waits = stepOf(where, "begin", "waits", why, { untilSec: at.beginsAt });
    const noted = await noteEntry(place, where, at, now.timeSec);
    return [asked, ...[carried, noted].filter((step) => step !== null), waits];
  }
  // A stop that was over so long ago holds up no word that has aged. Nobody resumes here: that would have all of them age anew.
  const settledAt = at.stopEndsAt + at.spans.maturity;
  const isJustOver = at.stopEndsAt <= now.timeSec && now.timeSec < settledAt && at.cause !== "contradiction";
  if (isJustOver) {
    const why = "the vault's stop is just over: the newest word counts once that was long enough ago";
    return [asked, stepOf(where, "begin", "waits", why, { untilSec: settledAt })];
  }
  const pending = await readAcceptances(place.source, now, where.vault, place.fromBlock);
  const newer = pending.filter(({ accepted }) => accepted.epoch > at.maturedEpoch);
  const [inForce] = pending.filter(({ accepted }) => accepted.epoch <= at.maturedEpoch);
  const shown = [...newer, ...(inForce === undefined ? [] : [inForce])].map(({ accepted }) => accepted);
  const call = exitRequestCalls.beginExit(where.vault, shown);
  return [asked, await sendStep(place, where, "begin", call, "its time has come")];
}

const causeText = ({ cause }: Pick<WayOut, "cause">): string =>
  ({
    none: "nothing",
    silence: "silence",
    unserved: "an entry that is not served",
    contradiction: "two words of one epoch",
  })[cause];

const blocksText = ({ beginsAt, beginsAtBlock }: WayOut, { timeSec, number }: Now): string =>
  timeSec >= beginsAt ? `${beginsAtBlock - number} blocks are left` : `not before block ${beginsAtBlock}`;

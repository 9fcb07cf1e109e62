/**
 * How far a vault is from its exit, or in it, by its own storage and its chain's clock: when anybody may ask for it, and why.
 *
 * @module
 */
import { readWayOut, unservedAt, type WayOut } from "@novate/chains";
import { unheardEntries } from "./entries.ts";
import type { ExitPlace } from "./place.ts";
import type { ExitPlaceOf } from "./step.ts";

/** Seconds since 1970 by the vault's chain. */
export interface VaultOutlook extends ExitPlaceOf {
  readonly nowSec: bigint;
  readonly phase: WayOut["phase"];
  readonly cause: WayOut["cause"];
  /** The last checkpoint that it took, and when; the one in force. */
  readonly acceptedEpoch: bigint;
  readonly acceptedAtSec: bigint;
  readonly inForceEpoch: bigint;
  /** How long a silence lasts, and how long an entry waits, before it is a cause. */
  readonly silenceSec: bigint;
  readonly unservedSec: bigint;
  /** From when on silence is a cause, if it takes none. */
  readonly silentAtSec: bigint;
  readonly unheard: {
    readonly count: number;
    readonly oldestIndex: bigint;
    readonly oldestAtSec: bigint;
    /** From when on the oldest is a cause. */
    readonly mayAskAtSec: bigint;
  } | null;
  /** Of an exit that was asked for, or has begun; null of none. `latestSec`: when it begins at the latest. */
  readonly exit: {
    readonly requestedAtSec: bigint;
    readonly beginsAtSec: bigint;
    readonly latestSec: bigint;
    readonly beginsAtBlock: bigint;
    /** What it pays by; zero before it begins. */
    readonly epochX: bigint;
  } | null;
}

/** By proof at the newest block. Rejects with `ChainError`. */
export async function lookAhead(place: ExitPlace, where: ExitPlaceOf): Promise<VaultOutlook> {
  const now = await place.source.header("latest");
  const at = await readWayOut(place.source, now, where.vault);
  const { entries } = await unheardEntries(place, where.vault, at);
  return { ...where, nowSec: now.timeSec, ...outlookOf(at, entries) };
}

/** The same of what was read. */
export function outlookOf(
  at: WayOut,
  entries: readonly { readonly index: bigint; readonly timeSec: bigint }[],
): Omit<VaultOutlook, keyof ExitPlaceOf | "nowSec"> {
  const { phase, cause, requestedAt, beginsAt, beginsAtBlock, epochX, spans } = at;
  const [oldest] = entries;
  return {
    phase,
    cause,
    acceptedEpoch: at.epoch,
    acceptedAtSec: at.acceptedAt,
    inForceEpoch: at.maturedEpoch,
    silenceSec: spans.silence,
    unservedSec: spans.unserved,
    silentAtSec: at.acceptedAt + spans.silence,
    unheard:
      oldest === undefined
        ? null
        : {
            count: entries.length,
            oldestIndex: oldest.index,
            oldestAtSec: oldest.timeSec,
            mayAskAtSec: unservedAt(at, oldest.timeSec),
          },
    exit:
      phase === "none"
        ? null
        : {
            requestedAtSec: requestedAt,
            beginsAtSec: beginsAt,
            latestSec: requestedAt + spans.latest,
            beginsAtBlock,
            epochX,
          },
  };
}

/**
 * One look at one vault.
 *
 * @module
 */
import { type Acceptance, readAcceptances, readWayOut, type WayOut } from "@novate/chains";
import type { ExitPlace } from "./place.ts";
import type { ExitPlaceOf } from "./step.ts";

/** What was seen of one vault. */
export interface Seen {
  readonly where: ExitPlaceOf;
  readonly place: ExitPlace;
  readonly at: WayOut;
  readonly nowSec: bigint;
  /** What it took and still keeps, the newest first. */
  readonly acceptances: readonly Acceptance[];
}

/** Rejects with `ChainError`. */
export async function see(place: ExitPlace, where: ExitPlaceOf): Promise<Seen> {
  const now = await place.source.header("latest");
  const at = await readWayOut(place.source, now, where.vault);
  const acceptances = await readAcceptances(place.source, now, where.vault, place.fromBlock);
  return { where, place, at, nowSec: now.timeSec, acceptances };
}

/**
 * One look at one vault.
 *
 * @module
 */
import { type Places, type Recall, readPlaces, readWayOut, type WayOut } from "@novate/chains";
import type { ExitPlace } from "./place.ts";
import type { ExitPlaceOf } from "./step.ts";

/** What was seen of one vault. */
export interface Seen extends Places {
  readonly where: ExitPlaceOf;
  readonly place: ExitPlace;
  readonly at: WayOut;
  readonly nowSec: bigint;
}

/** Rejects with `ChainError`. */
export async function see(place: ExitPlace, where: ExitPlaceOf, recall: Recall): Promise<Seen> {
  const now = await place.source.header("latest");
  const at = await readWayOut(place.source, now, where.vault);
  const places = await readPlaces(place.source, now, where.vault, place.fromBlock, recall);
  return { where, place, at, nowSec: now.timeSec, ...places };
}

/**
 * Who may speak of an underlying's volatility, and how many of them must (ORCL-102, ORCL-103, ORCL-108).
 *
 * @module
 */
import type { PublisherRow, SurfaceRow, UnderlyingRow } from "@novate/codec";
import { isSurfaceYoung } from "../ledger/surfaceAge.ts";
import { surfaceKey } from "../state/keys.ts";
import type { StateView } from "../state/state.ts";
import { hasQuorum } from "./aggregate.ts";

export interface Speaker {
  readonly surface: SurfaceRow;
  readonly weight: number;
}

/** So many must speak, or all where fewer are registered. */
const LEAST_SPEAKERS = 3;

const weightOf = ({ weight, surfaceWeight }: PublisherRow): number => (weight === 0 ? 0 : (surfaceWeight ?? weight));

/** Every publisher with a weight whose last surface still counts, by id. Work: publishers. */
export function speakersOf(state: StateView, underlying: UnderlyingRow, timeMs: number): Speaker[] {
  const speakers: Speaker[] = [];
  for (const publisher of state.publishers.values()) {
    const weight = weightOf(publisher);
    const surface = state.surfaces.get(surfaceKey(underlying.spec.underlyingId, publisher.publisherId));
    if (weight === 0 || surface === undefined || surface.heardAtMs === 0) continue;
    if (isSurfaceYoung(state, underlying, surface.publishedAtMs, timeMs)) speakers.push({ surface, weight });
  }
  return speakers.sort((left, right) => left.surface.publisherId - right.surface.publisherId);
}

/** Whether `speakers` hold two thirds of the registered weight, and are three. */
export function isQuorum(state: StateView, speakers: readonly Speaker[]): boolean {
  const registered = [...state.publishers.values()].map(weightOf).filter((weight) => weight > 0);
  const count = Math.min(LEAST_SPEAKERS, registered.length);
  return hasQuorum(speakers, { count, registeredWeight: registered.reduce((sum, weight) => sum + weight, 0) });
}

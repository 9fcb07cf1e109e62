/**
 * Which of several surfaces the house takes, whole: pure arithmetic over whole millionths (ORCL-105 … ORCL-107).
 *
 * A median at each strike admits arbitrage, a mean follows whoever lies most: so one surface that somebody published is
 * taken, the nearest to the medians. Those are within what honest publishers say while they hold more than half of the
 * weight, and the nearest is no farther from them than the honest are from each other.
 *
 * @module
 */
import { weightedMedian } from "../ledger/weightedMedian.ts";

/** What one publisher says of every node: annual volatilities in millionths. */
export interface Voice {
  readonly publisherId: number;
  readonly weight: number;
  readonly vols: readonly number[];
}

export interface Choice {
  readonly publisherId: number;
  readonly vols: readonly number[];
  /** Its greatest distance from a median, and the greatest median deviation of a node: together the doubt about it. */
  readonly halfWidth: number;
}

/** The incumbent stays while it is no farther than this part of the nearest's distance, so that the surface does not flap. */
const INCUMBENT_REACH = { numerator: 5, denominator: 4 };

/** The surface to take among `voices`, of which there is one at least. Work: voices × nodes, sorted. */
export function chooseSurface(voices: readonly Voice[], incumbentId: number): Choice {
  const ordered = [...voices].sort((left, right) => left.publisherId - right.publisherId);
  const medians = ordered[0]!.vols.map((_, node) => medianOf(ordered, ({ vols }) => vols[node]!));
  const deviation = (voice: Voice, node: number): number => Math.abs(voice.vols[node]! - medians[node]!);
  const distances = ordered.map((voice) => greatest(medians.map((_, node) => deviation(voice, node))));
  const nearest = distances.indexOf(Math.min(...distances));
  const incumbent = ordered.findIndex(({ publisherId }) => publisherId === incumbentId);
  const { numerator, denominator } = INCUMBENT_REACH;
  const stays = incumbent >= 0 && denominator * distances[incumbent]! <= numerator * distances[nearest]!;
  const place = stays ? incumbent : nearest;
  const spread = greatest(medians.map((_, node) => medianOf(ordered, (voice) => deviation(voice, node))));
  const { publisherId, vols } = ordered[place]!;
  return { publisherId, vols, halfWidth: distances[place]! + spread };
}

const medianOf = (voices: readonly Voice[], read: (voice: Voice) => number): number =>
  weightedMedian(voices.map((voice) => ({ value: read(voice), weight: voice.weight })));

const greatest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0);

/** A surface that is farther than a tenth from the last at any node waits for a second word (ORCL-110). */
const BAND_DENOMINATOR = 10;

export const isSurfaceJump = (before: readonly number[], after: readonly number[]): boolean =>
  after.some((vol, node) => BAND_DENOMINATOR * Math.abs(vol - before[node]!) > before[node]!);

/**
 * Which of several surfaces the house takes, whole: pure arithmetic over whole millionths (ORCL-105 … ORCL-107).
 *
 * A median at each strike admits arbitrage, a mean follows whoever lies most: so one surface that somebody published is
 * taken, the nearest to the medians. Those are within what honest publishers say while they hold more than half of the
 * weight, and the nearest is no farther from them than the honest are from each other.
 *
 * A point of volatility counts by what it moves a price there: else what honest publishers differ by in the wings, where
 * nobody trades, would be the freedom of whoever lies near the money.
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

/** What a point of volatility moves a price at a node of this volatility, in millionths of what it moves at the money. */
export type Vega = (node: number, vol: number) => number;

const EVERYWHERE: Vega = () => 1_000_000;

/** The surface to take among `voices`, of which there is one at least. Work: voices × nodes, sorted. */
export function chooseSurface(voices: readonly Voice[], incumbentId: number, vegaAt: Vega = EVERYWHERE): Choice {
  const ordered = [...voices].sort((left, right) => left.publisherId - right.publisherId);
  const medians = ordered[0]!.vols.map((_, node) => medianOf(ordered, ({ vols }) => vols[node]!));
  const deviation = (voice: Voice, node: number): number => Math.abs(voice.vols[node]! - medians[node]!);
  // At the greater of the two volatilities, so that no wing is free for being thought worthless.
  const moved = (voice: Voice, node: number): number =>
    deviation(voice, node) * vegaAt(node, Math.max(voice.vols[node]!, medians[node]!));
  const distances = ordered.map((voice) => greatest(medians.map((_, node) => moved(voice, node))));
  const nearest = distances.indexOf(Math.min(...distances));
  const incumbent = ordered.findIndex(({ publisherId }) => publisherId === incumbentId);
  const { numerator, denominator } = INCUMBENT_REACH;
  const stays = incumbent >= 0 && denominator * distances[incumbent]! <= numerator * distances[nearest]!;
  const place = stays ? incumbent : nearest;
  const spread = greatest(medians.map((_, node) => medianOf(ordered, (voice) => deviation(voice, node))));
  const taken = ordered[place]!;
  const { publisherId, vols } = taken;
  return { publisherId, vols, halfWidth: greatest(medians.map((_, node) => deviation(taken, node))) + spread };
}

const medianOf = (voices: readonly Voice[], read: (voice: Voice) => number): number =>
  weightedMedian(voices.map((voice) => ({ value: read(voice), weight: voice.weight })));

const greatest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0);

/** A surface that is farther than a tenth from the last at any node waits for a second word (ORCL-110). */
const BAND_DENOMINATOR = 10;

export const isSurfaceJump = (before: readonly number[], after: readonly number[]): boolean =>
  after.some((vol, node) => BAND_DENOMINATOR * Math.abs(vol - before[node]!) > before[node]!);

/**
 * From what publishers said to one price: pure arithmetic over integers (ORCL-004 … ORCL-006, ORCL-022, ORCL-023).
 *
 * Nobody is dropped: while liars hold less than half of the weight, a weighted median and the weighted median of distances
 * stay among honest words, and dropping would let a close minority choose whose words are left.
 *
 * @module
 */
import type { FeedSource } from "@novate/codec";
import { absOf, divUp, maxOf, PPM_ONE } from "@novate/num";
import { totalWeight, weightedMedian } from "../ledger/weightedMedian.ts";

export interface WeightedSource {
  readonly source: FeedSource;
  readonly weight: number;
}

export interface Aggregate {
  readonly value: bigint;
  readonly confidence: bigint;
  /** The sources within the outlier reach of it: those that stand behind it. */
  readonly sources: readonly WeightedSource[];
}

/** What an aggregate needs (ORCL-023). */
export interface Quorum {
  /** The least number of sources. */
  readonly count: number;
  /** All the weight that is registered on the feed; two thirds of it must be fresh. */
  readonly registeredWeight: number;
}

/** Scale from the median absolute deviation to a standard deviation of a normal sample, times 10⁶. */
const MAD_TO_SIGMA_E6 = 1_482_602n;

/** Whether those who speak are enough, of a price or of a surface. */
export const hasQuorum = (
  speakers: readonly { readonly weight: number }[],
  { count, registeredWeight }: Quorum,
): boolean => speakers.length >= Math.max(count, 1) && 3 * totalWeight(speakers) >= 2 * registeredWeight;

/**
 * Weighted median of the sources, or null without a quorum of them.
 *
 * Confidence is their spread (1.4826 · weighted MAD) and the weighted median of what they state. Behind the price stand the
 * sources within `outlierMadPpm` · MAD of it or within the stated confidence.
 */
export function aggregateSources(
  sources: readonly WeightedSource[],
  quorum: Quorum,
  outlierMadPpm: bigint,
): Aggregate | null {
  if (!hasQuorum(sources, quorum)) return null;
  const medianOf = (read: (source: FeedSource) => bigint): bigint =>
    weightedMedian(sources.map(({ source, weight }) => ({ value: read(source), weight })));
  const value = medianOf((source) => source.value);
  const deviation = medianOf((source) => absOf(source.value - value));
  const stated = medianOf(({ confidence }) => confidence);
  const reach = maxOf(divUp(deviation * outlierMadPpm, PPM_ONE), stated);
  const behind = sources.filter(({ source }) => absOf(source.value - value) <= reach);
  return { value, confidence: divUp(deviation * MAD_TO_SIGMA_E6, PPM_ONE) + stated, sources: behind };
}

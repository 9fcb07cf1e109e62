/**
 * From what publishers said to one price: pure arithmetic over integers (ORCL-004 … ORCL-006).
 *
 * @module
 */
import type { FeedSource } from "@novate/codec";
import { absOf, divUp, PPM_ONE } from "@novate/num";
import { assert } from "@novate/stdx";

export interface WeightedSource {
  readonly source: FeedSource;
  readonly weight: number;
}

export interface Aggregate {
  readonly value: bigint;
  readonly confidence: bigint;
  /** The sources that stand behind it, outliers dropped. */
  readonly sources: readonly WeightedSource[];
}

/** Scale from the median absolute deviation to a standard deviation of a normal sample, times 10⁶. */
const MAD_TO_SIGMA_E6 = 1_482_602n;

/**
 * Weighted median of the sources within `outlierMadPpm` · MAD of the median, or null with fewer than `quorum` of them.
 *
 * Confidence is the greater of the remaining spread (1.4826 · MAD) and the median of the stated confidences. With an MAD
 * of zero, only sources equal to the median or within its stated confidence remain.
 */
export function aggregateSources(
  sources: readonly WeightedSource[],
  quorum: number,
  outlierMadPpm: bigint,
): Aggregate | null {
  if (sources.length < Math.max(quorum, 1)) return null;
  const median = weightedMedian(sources, readValue);
  const statedConfidence = weightedMedian(sources, readConfidence);
  const deviation = medianDeviation(sources, median);
  const reach = maxBigint(divUp(deviation * outlierMadPpm, PPM_ONE), statedConfidence);
  const kept = sources.filter(({ source }) => absOf(source.value - median) <= reach);
  if (kept.length < quorum) return null;
  const value = weightedMedian(kept, readValue, median);
  const spread = divUp(medianDeviation(kept, value) * MAD_TO_SIGMA_E6, PPM_ONE);
  return { value, confidence: maxBigint(spread, weightedMedian(kept, readConfidence)), sources: kept };
}

const readValue = (source: FeedSource): bigint => source.value;
const readConfidence = (source: FeedSource): bigint => source.confidence;
const maxBigint = (left: bigint, right: bigint): bigint => (left > right ? left : right);

/**
 * The least value at which half of the weight is reached, in the strict total order (value, publisher id).
 *
 * Where exactly half is reached there are two middle values: the one nearer to `toward` is taken, the lower if none is
 * given. So dropping a source on one side cannot carry the median past where it was toward the other.
 */
function weightedMedian(
  sources: readonly WeightedSource[],
  read: (source: FeedSource) => bigint,
  toward?: bigint,
): bigint {
  const ordered = [...sources].sort((left, right) => {
    const difference = read(left.source) - read(right.source);
    return difference === 0n ? left.source.publisherId - right.source.publisherId : difference < 0n ? -1 : 1;
  });
  const total = ordered.reduce((sum, { weight }) => sum + weight, 0);
  let reached = 0;
  for (const [index, { source, weight }] of ordered.entries()) {
    reached += weight;
    if (2 * reached < total) continue;
    const lower = read(source);
    const next = ordered[index + 1];
    if (2 * reached > total || next === undefined || toward === undefined) return lower;
    const upper = read(next.source);
    return absOf(upper - toward) < absOf(lower - toward) ? upper : lower;
  }
  assert(false, "aggregate: the weights of the sources do not add up");
}

const medianDeviation = (sources: readonly WeightedSource[], median: bigint): bigint =>
  weightedMedian(
    sources.map(({ source, weight }) => ({ source: { ...source, value: absOf(source.value - median) }, weight })),
    readValue,
  );

/**
 * Quantiles of the observations of a moving window of time: a queue by time beside an array by size.
 *
 * @module
 */

export interface SlidingQuantile {
  /** Times never decrease. Forgets what is older than the window. Work: two binary searches and two moves of memory. */
  readonly push: (timeMs: number, value: number) => void;
  readonly count: () => number;
  /** The least value that at least this fraction of the window does not exceed; undefined in an empty window. */
  readonly at: (fraction: number) => number | undefined;
}

export function createSlidingQuantile(windowMs: number): SlidingQuantile {
  const queue: { timeMs: number; value: number }[] = [];
  const sorted: number[] = [];
  let oldest = 0;
  return {
    push(timeMs, value) {
      queue.push({ timeMs, value });
      sorted.splice(placeOf(sorted, value), 0, value);
      while (queue[oldest]!.timeMs < timeMs - windowMs) sorted.splice(placeOf(sorted, queue[oldest++]!.value), 1);
    },
    count: () => sorted.length,
    at: (fraction) => sorted[Math.min(Math.max(Math.ceil(fraction * sorted.length) - 1, 0), sorted.length - 1)],
  };
}

/** Index of the first element that is not less. */
function placeOf(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

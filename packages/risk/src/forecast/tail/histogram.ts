/**
 * A streaming quantile with whole-number state: counts in fixed bins that are halved when they have become too many,
 * so that old observations fade and no number ever overflows.
 *
 * @module
 */

export type Counts = readonly number[];

/** Bin i holds values in [edges[i], edges[i+1]); values outside go to the first or last bin. */
export function binOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (value >= edges[middle]!) low = middle;
    else high = middle - 1;
  }
  return low;
}

function totalOf(counts: Counts): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}

/** Adds `weight` to one bin; halves all, rounding down, when the total then exceeds `most`. */
export function addTo(counts: Counts, bin: number, weight: number, most: number): Counts {
  const next = counts.map((count, index) => (index === bin ? count + weight : count));
  return totalOf(next) > most ? next.map((count) => Math.floor(count / 2)) : next;
}

/**
 * The value with the fraction `quantile` of the counts below it, linear inside a bin; undefined without counts.
 * Work: one pass over the bins.
 */
export function quantileOf(counts: Counts, edges: readonly number[], quantile: number): number | undefined {
  const wanted = totalOf(counts) * quantile;
  if (wanted <= 0) return undefined;
  let below = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin]!;
    if (below + count >= wanted) {
      const low = edges[bin]!;
      return low + ((edges[bin + 1]! - low) * (wanted - below)) / count;
    }
    below += count;
  }
  return edges[counts.length];
}

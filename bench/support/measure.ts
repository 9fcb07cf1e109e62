/**
 * How benchmarks take time and print it.
 *
 * @module
 */

/** Runs `work` until two fifths of a second have passed, five times over; the median of seconds per run. */
export function seconds(work: () => void): number {
  work();
  const samples: number[] = [];
  for (let sample = 0; sample < 5; sample += 1) {
    let runs = 0;
    const start = performance.now();
    do {
      work();
      runs += 1;
    } while (performance.now() - start < 400);
    samples.push((performance.now() - start) / 1000 / runs);
  }
  return samples.sort((left, right) => left - right)[2]!;
}

export const print = (result: Record<string, string | number>): void => console.log(JSON.stringify(result));

/** Four significant digits. */
export const rounded = (value: number): number => Number(value.toPrecision(4));

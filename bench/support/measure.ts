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

/** Milliseconds of the processor: of the thread that applies blocks (ADR 52), and of all, the collector's too. */
export interface Cpu {
  readonly thread: number;
  readonly all: number;
}

export function cpuMsOf<T>(work: () => T): { readonly value: T; readonly ms: Cpu } {
  const [thread, all] = [process.threadCpuUsage(), process.cpuUsage()];
  const value = work();
  return { value, ms: { thread: msOf(process.threadCpuUsage(thread)), all: msOf(process.cpuUsage(all)) } };
}

function msOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000;
}

export function leastOf(times: readonly Cpu[]): Cpu {
  return {
    thread: Math.min(...times.map(({ thread }) => thread)),
    all: Math.min(...times.map(({ all }) => all)),
  };
}

export function median(times: readonly Cpu[]): Cpu {
  const middleOf = (values: number[]): number => values.sort((left, right) => left - right)[values.length >> 1]!;
  return { thread: middleOf(times.map(({ thread }) => thread)), all: middleOf(times.map(({ all }) => all)) };
}

/**
 * Where prices stood when a tape began.
 *
 * @module
 */
import type { Tape, TapeStep } from "./types.ts";

/** The middle last trade of each underlying that printed in the step, in ticks; the lower of two. */
export function middlesOf(tape: Tape, step: TapeStep): [underlying: string, ticks: bigint][] {
  return tape.header.underlyings.flatMap(({ name }) => {
    const printed = tape.header.sources.flatMap((source, column) => {
      const print = source.underlying === name ? step.prints[column] : undefined;
      return print === undefined ? [] : [print.lastTicks as bigint];
    });
    const sorted = printed.sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
    return sorted.length === 0 ? [] : [[name, sorted[(sorted.length - 1) >> 1]!] as [string, bigint]];
  });
}

/** The first middle of each underlying, wherever on the tape it stands; none for one that never prints. */
export function openingPrices(tape: Tape): Map<string, bigint> {
  const first = new Map<string, bigint>();
  for (const step of tape.steps) {
    for (const [name, price] of middlesOf(tape, step)) if (!first.has(name)) first.set(name, price);
    if (first.size === tape.header.underlyings.length) break;
  }
  return first;
}

/**
 * Draws that strategies share, all from a participant's own stream.
 *
 * @module
 */
import type { Random } from "@novate/stdx";

/** Whether something that happens every `meanMs` on average happens within `elapsedMs`. */
export const happens = (random: Random, elapsedMs: number, meanMs: number): boolean =>
  random.nextFloat() * (meanMs + elapsedMs) < elapsedMs;

/** Uniform in [low, high). */
export const between = (random: Random, low: number, high: number): number => low + random.nextFloat() * (high - low);

export function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[random.nextInt(0, choices.length - 1)]!;
}

/** One of the choices, each as likely as its weight; weights are whole numbers. */
export function pickWeighted<T>(random: Random, choices: readonly (readonly [T, number])[]): T {
  let draw = random.nextInt(
    1,
    choices.reduce((sum, [, weight]) => sum + weight, 0),
  );
  for (const [choice, weight] of choices) {
    draw -= weight;
    if (draw <= 0) return choice;
  }
  return choices.at(-1)![0];
}

/** A few distinct choices, in their own order. */
export function pickSome<T>(random: Random, choices: readonly T[], count: number): T[] {
  const left = [...choices.keys()];
  while (left.length > count) left.splice(random.nextInt(0, left.length - 1), 1);
  return left.map((index) => choices[index]!);
}

/**
 * A size with a fat tail: `smallest` divided by a uniform draw, as many above 2x as below it and one in ten above 10x,
 * never above `smallest × reach`.
 */
export const fatTailed = (random: Random, smallest: number, reach: number): number =>
  smallest / Math.max(1 / reach, 1 - random.nextFloat());

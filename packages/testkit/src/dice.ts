/**
 * Choices of a seeded workload, over the plain numbers of `stdx`.
 *
 * @module
 */
import { createRandom, type Random } from "@novate/stdx";

export class Dice {
  readonly #random: Random;

  constructor(seed: string | number | Random) {
    this.#random = typeof seed === "object" ? seed : createRandom(seed);
  }

  /** An independent stream of the same seed. */
  fork(label: string): Dice {
    return new Dice(this.#random.fork(label));
  }

  /** True once in `1 / probability` throws. */
  chance(probability: number): boolean {
    return this.#random.nextFloat() < probability;
  }

  /** A whole number in `min` … `max`. */
  int(min: number, max: number): number {
    return this.#random.nextInt(min, max);
  }

  /** A whole number in `min` … `max`, for a span below 2^53. */
  bigint(min: bigint, max: bigint): bigint {
    return min + BigInt(this.#random.nextInt(0, Number(max - min)));
  }

  /** Uniform in [min, max). */
  float(min: number, max: number): number {
    return min + (max - min) * this.#random.nextFloat();
  }

  /** Roughly normal with variance 1: a sum of uniform numbers. */
  bell(): number {
    let sum = -6;
    for (let index = 0; index < 12; index += 1) sum += this.#random.nextFloat();
    return sum;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.#random.nextInt(0, items.length - 1)]!;
  }

  /** One of the entries, each as often as its weight says. */
  weighted<T>(entries: readonly (readonly [weight: number, value: T])[]): T {
    let left = this.#random.nextFloat() * entries.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of entries) {
      left -= weight;
      if (left < 0) return value;
    }
    return entries.at(-1)![1];
  }

  /** The items in another order. */
  shuffle<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let index = result.length - 1; index > 0; index -= 1) {
      const other = this.#random.nextInt(0, index);
      [result[index], result[other]] = [result[other]!, result[index]!];
    }
    return result;
  }
}

/**
 * Made-up histories for the tests of the back-test.
 *
 * @module
 */
import { HOUR_MS } from "@novate/num";
import { assembleHistory } from "../history/assemble.ts";
import type { History } from "../history/types.ts";

export const START_MS = 1_600_000_000_000 - (1_600_000_000_000 % HOUR_MS);

/** Hourly prices from the start on. */
export const historyOf = (prices: readonly number[]): History =>
  assembleHistory(
    { name: "sample", underlying: "SAMPLE", source: "made up" },
    prices.map((price, hour) => ({ timeMs: START_MS + hour * HOUR_MS, price })),
  );

/** A random walk from a Lehmer generator: the same everywhere. */
export function walk(seed: number, steps: number, scale = 0.01): number[] {
  let state = seed;
  let price = 100;
  return Array.from({ length: steps }, () => {
    state = (state * 48_271) % 2_147_483_647;
    price *= 1 + scale * ((2 * state) / 2_147_483_647 - 1);
    return price;
  });
}

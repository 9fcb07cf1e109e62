/**
 * Price paths for the tests of the forecast: repeatable, with calm, storm, jump and gap.
 *
 * @module
 */
import { HOUR_MS } from "@novate/num";
import type { PriceObservation } from "../updateVol.ts";

const START_MS = 1_700_000_000_000;

/** A Lehmer generator: whole numbers, the same everywhere. */
export function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Sums of twelve dice stand in for normal returns. */
export function createPath(seed: number, steps: number, stepMs = HOUR_MS, scale = 0.006): PriceObservation[] {
  const dice = createDice(seed);
  let price = 50_000;
  return Array.from({ length: steps }, (_, step) => {
    let sum = -6;
    for (let die = 0; die < 12; die++) sum += dice();
    const storm = step % 500 > 400 ? 4 : 1;
    price *= 1 + sum * scale * storm;
    return { price, timeMs: START_MS + step * stepMs };
  });
}

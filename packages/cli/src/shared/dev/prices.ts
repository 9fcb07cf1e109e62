/**
 * Prices of a house to play with: a random walk a second, the same for a seed, going on where the house stands.
 *
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { houseIdOf } from "@novate/engine";
import type { PlayHouse } from "@novate/lab";
import { createSender, mustAccept, type NovateClient } from "@novate/sdk";

const EVERY_MS = 1_000;
/** Of a step, at most: about 60 % a year. */
const STEP_PPM = 180;
const ONE_DOLLAR = 100_000_000n;
const SETTLEMENT_FEED_ID = 1;
const PUBLISHER_ID = 1;

/** Numbers below `bound` from a seed: a linear congruence, which is good enough for a walk. */
export function dice(seed: string): (bound: number) => number {
  let state = 0;
  for (const letter of seed) state = (Math.imul(state, 31) + letter.charCodeAt(0)) >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

export const stepOf = (value: bigint, roll: (bound: number) => number): bigint =>
  value + (value * BigInt(roll(2 * STEP_PPM + 1) - STEP_PPM)) / 1_000_000n;

/** Signs the first prices, then a step a second until `stopped`; what fails is told, and tried again. */
export async function startPrices(
  { plan, keys, genesis }: PlayHouse,
  seed: string,
  client: NovateClient,
  stopped: AbortSignal,
  onFailure: (failure: unknown) => void,
): Promise<() => Promise<void>> {
  const sender = createSender({ client, key: keys.publishers[0]!, house: houseIdOf(genesis) }); // it has one of prices
  const roll = dice(seed);
  const walks = await Promise.all(
    plan.underlyings.map(async ({ feedId, openingIndex, contracts }) => {
      const { index } = await client.market(contracts[0]!.instrumentId); // each has a perpetual
      return { feedId, value: index.sourceCount === 0 ? openingIndex : BigInt(index.value) };
    }),
  );
  const say = async (): Promise<void> => {
    const publishedAtMs = await sender.nowMs();
    const values = [{ feedId: SETTLEMENT_FEED_ID, value: ONE_DOLLAR }, ...walks];
    const observations = values.map(({ feedId, value }) => ({
      feedId,
      value,
      confidence: value / 5_000n,
      publishedAtMs,
    }));
    mustAccept(
      await sender.send({ type: "SubmitObservations", publisherId: PUBLISHER_ID, observations, surfaces: [] }),
    );
  };
  await say();
  const walking = (async () => {
    while (!stopped.aborted) {
      await sleep(EVERY_MS, undefined, { signal: stopped }).catch(() => {});
      if (stopped.aborted) return;
      for (const walk of walks) walk.value = stepOf(walk.value, roll);
      await say().catch((failure: unknown) => {
        if (!stopped.aborted) onFailure(failure);
      });
    }
  })();
  return () => walking;
}

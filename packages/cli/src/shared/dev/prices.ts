/**
 * Prices of a house to play with: a random walk a second, the same for a seed, going on where the house stands.
 *
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createSender } from "@novate/sdk";
import { RefusedError } from "../failure.ts";
import { dice, stepOf } from "./moves.ts";
import type { RunningHouse } from "./runningHouse.ts";

const EVERY_MS = 1_000;
const ATTEMPTS = 8;
const AGAIN_MS = 100;
const ONE_DOLLAR = 100_000_000n;
const SETTLEMENT_FEED_ID = 1;
const PUBLISHER_ID = 1;

interface Spoken {
  readonly feedId: number;
  readonly value: bigint;
}

/** The publisher of a house to play with: what it last said of each underlying, and saying more. It signs for that house alone. */
export function voiceOf({ plan, keys, client, houseId: house }: RunningHouse) {
  const sender = createSender({ client, key: keys.publishers[0]!, house }); // it has one of prices
  return {
    async spoken(): Promise<readonly Spoken[]> {
      const { rows } = await client.rows("feeds", { limit: 100 });
      return plan.underlyings.map(({ feedId, openingIndex }) => {
        const source = rows.find(({ spec }) => spec.feedId === feedId)?.sources[0];
        return { feedId, value: source === undefined ? openingIndex : BigInt(source.value) };
      });
    },

    /** Errors: `RefusedError` with the code of a refusal. Two who say at once are told apart by the block that comes between. */
    async say(values: readonly Spoken[]): Promise<void> {
      for (let attempt = 1; ; attempt++) {
        const publishedAtMs = await sender.nowMs();
        const observations = values.map((one) => ({ ...one, confidence: one.value / 5_000n, publishedAtMs }));
        const outcome = await sender.send({
          type: "SubmitObservations",
          publisherId: PUBLISHER_ID,
          observations,
          surfaces: [],
        });
        if (outcome.accepted) return;
        const { code, data } = outcome.refusal;
        if (code !== "ObservationNotNewer" || attempt === ATTEMPTS)
          throw new RefusedError(code, `the price is refused: ${JSON.stringify(data)}`);
        await sleep(AGAIN_MS);
      }
    },
  };
}

/** Signs the first prices, then a step a second until `stopped`, from wherever they are; what fails is told, and tried again. */
export async function startPrices(
  house: RunningHouse,
  seed: string,
  stopped: AbortSignal,
  onFailure: (failure: unknown) => void,
): Promise<() => Promise<void>> {
  const voice = voiceOf(house);
  const roll = dice(seed);
  const settlement = { feedId: SETTLEMENT_FEED_ID, value: ONE_DOLLAR };
  await voice.say([settlement, ...(await voice.spoken())]);
  const step = async (): Promise<void> => {
    const before = await voice.spoken();
    await voice.say([settlement, ...before.map(({ feedId, value }) => ({ feedId, value: stepOf(value, roll) }))]);
  };
  const walking = (async () => {
    while (!stopped.aborted) {
      await sleep(EVERY_MS, undefined, { signal: stopped }).catch(() => {});
      if (stopped.aborted) return;
      await step().catch((failure: unknown) => {
        if (!stopped.aborted) onFailure(failure);
      });
    }
  })();
  return () => walking;
}

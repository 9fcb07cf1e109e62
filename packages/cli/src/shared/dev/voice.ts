/**
 * The publisher of a running house to play with, from outside: what it said last, and saying more.
 *
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createSender } from "@novate/sdk";
import { refusedError } from "../refused.ts";
import type { RunningHouse } from "./runningHouse.ts";

const ATTEMPTS = 8;
const AGAIN_MS = 100;
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
        const { refusal } = outcome;
        if (refusal.code !== "ObservationNotNewer" || attempt === ATTEMPTS) throw refusedError(refusal);
        await sleep(AGAIN_MS);
      }
    },
  };
}

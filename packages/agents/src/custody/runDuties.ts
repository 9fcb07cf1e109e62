/**
 * Runs duties of one key against a node: catch up, look, send what they say, and again when a block comes.
 *
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Command, HouseId, RefusalCode } from "@novate/codec";
import { createClient, type NovateFailure, type SigningKey, Stream } from "@novate/sdk";
import type { Duty } from "./duty.ts";
import type { Follower } from "./followHouse.ts";
import { createSpeaker } from "./speaker.ts";

interface RunOptions {
  /** Where the node's API is. */
  readonly url: string;
  /** Which house it signs for, from a place that is trusted: never the node's own word. */
  readonly house: HouseId;
  readonly key: SigningKey;
  readonly follower: Follower;
  readonly duties: readonly Duty[];
  /** How long a transaction that was signed may wait for its block. */
  readonly lifetimeMs: number;
  /** Looks again after so long without a block: chains move too. */
  readonly everyMs: number;
  readonly onSent?: (command: Command, refusal: RefusalCode | null) => void;
  /** Told of broken connections and of requests that failed; it goes on. */
  readonly onFailure?: (failure: unknown) => void;
  /** Told of what it cannot go on from: `ReplayDiffers`. */
  readonly onStop: (failure: unknown) => void;
}

/** Blocks may come faster than is worth a look: so many looks at most while `everyMs` pass. */
const LOOKS = 8;

/** Starts; the answer ends it once the looks under way are over. Each duty looks for itself, so that none waits for another's chain. */
// long: one closure over what has ended; each of its parts is short
export function runDuties(options: RunOptions): () => Promise<void> {
  const { url, house, follower, duties, everyMs, onFailure = () => {}, onStop } = options;
  const ended = new AbortController();
  const bells = duties.map(() => createBell());
  const ring = (): void => {
    for (const bell of bells) bell.ring();
  };
  const stream = new Stream({ url, house, onFailure: (failure: NovateFailure) => onFailure(failure) });
  stream.subscribe("status", ring);
  const end = (): void => {
    ended.abort();
    stream.close();
    ring();
  };
  const speak = createSpeaker({ client: createClient({ url }), ...options });
  const catchUp = together(() => follower.catchUp());

  const lookOnce = async (duty: Duty): Promise<void> => {
    const rows = await catchUp();
    if (rows === null) return; // what it replays is not shown to be true yet
    const commands = await duty.look(rows);
    if (!ended.signal.aborted) await speak(commands, rows.timeMs);
  };

  const work = async (duty: Duty, bell: Bell): Promise<void> => {
    while (!ended.signal.aborted) {
      bell.still();
      try {
        await lookOnce(duty);
      } catch (failure) {
        if (!(failure instanceof Error && failure.name === "ReplayDiffers")) onFailure(failure);
        else if (!ended.signal.aborted) {
          end();
          onStop(failure);
        }
      }
      if (ended.signal.aborted) return;
      await sleep(everyMs / LOOKS);
      await bell.heard(everyMs);
    }
  };
  const running = duties.map((duty, place) => work(duty, bells[place]!));
  return async () => {
    end();
    await Promise.all(running);
  };
}

interface Bell {
  ring(): void;
  /** Forgets that it rang. */
  still(): void;
  /** Resolves once it has rung since it was still, or after so long. */
  heard(ms: number): Promise<void>;
}

function createBell(): Bell {
  let hasRung = false;
  let wake = (): void => {};
  return {
    ring() {
      hasRung = true;
      wake();
    },
    still() {
      hasRung = false;
    },
    heard: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (hasRung) wake();
      }),
  };
}

/** One call of `work` at a time; whoever asks while it runs has its answer. */
function together<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return () => {
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  };
}

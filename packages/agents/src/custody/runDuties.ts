/**
 * Runs duties of one key against a node: catch up, look, send what they say, and again when a block comes.
 *
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Command, HouseId, RefusalCode } from "@novate/codec";
import { createClient, type NovateFailure, type SigningKey, Stream, signTransaction } from "@novate/sdk";
import type { Duty } from "./duty.ts";
import type { Follower } from "./followHouse.ts";

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

/** Starts; the answer ends it once the look under way is over. */
export function runDuties(options: RunOptions): () => Promise<void> {
  const { url, house, everyMs, onFailure = () => {}, onStop } = options;
  let isStopped = false;
  let isWanted = true;
  let wake = (): void => {};
  const stream = new Stream({ url, house, onFailure: (failure: NovateFailure) => onFailure(failure) });
  stream.subscribe("status", () => {
    isWanted = true;
    wake();
  });

  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (isWanted || isStopped) wake();
    });

  const work = async (): Promise<void> => {
    while (!isStopped) {
      isWanted = false;
      try {
        await lookOnce(options, () => isStopped);
      } catch (failure) {
        if (failure instanceof Error && failure.name === "ReplayDiffers") {
          stream.close();
          onStop(failure);
          return;
        }
        onFailure(failure);
      }
      await sleep(everyMs / LOOKS);
      await rest();
    }
  };
  const running = work();
  return async () => {
    isStopped = true;
    stream.close();
    wake();
    await running;
  };
}

async function lookOnce(options: RunOptions, isStopped: () => boolean): Promise<void> {
  const { url, house, key, follower, duties, lifetimeMs, onSent } = options;
  const rows = await follower.catchUp();
  const found = await Promise.all(duties.map((duty) => duty.look(rows)));
  const client = createClient({ url });
  for (const command of found.flat()) {
    if (isStopped()) return;
    const nonce = await client.nextNonce(key.signer);
    const transaction = { house, signer: key.signer, nonce, expiresAtMs: rows.timeMs + lifetimeMs, command };
    const { refusal } = await client.submit(signTransaction(transaction, key));
    onSent?.(command, refusal?.code ?? null);
  }
}

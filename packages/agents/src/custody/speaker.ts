/**
 * The voice of one key at a node: signs what duties say and sends it, many words at once, each under a nonce of its own.
 *
 * @module
 */
import type { Command, HouseId, RefusalCode } from "@novate/codec";
import { type NovateClient, type SigningKey, signTransaction } from "@novate/sdk";

export interface SpeakerOptions {
  readonly client: Pick<NovateClient, "nextNonce" | "submit">;
  readonly house: HouseId;
  readonly key: SigningKey;
  /** How long a transaction that was signed may wait for its block. */
  readonly lifetimeMs: number;
  readonly onSent?: (command: Command, refusal: RefusalCode | null) => void;
}

/** Words under way at once: a crowd of entries must be heard faster than a chain can take them, at one block a second too. */
export const MOST_AT_ONCE = 32;

/**
 * Sends commands in their order at a block time and resolves when each has its answer. Rejects with the first of the client's
 * failures; those behind it were sent all the same.
 */
export type Speak = (commands: readonly Command[], timeMs: number) => Promise<void>;

export function createSpeaker({ client, house, key, lifetimeMs, onSent }: SpeakerOptions): Speak {
  const { signer } = key;
  /** Above every nonce given out, while all of them are heard; what is lost is asked for anew. */
  let next = 0n;
  let turn: Promise<unknown> = Promise.resolve();

  const take = (count: number): Promise<bigint> => {
    const taken = turn.then(async () => {
      const told = await client.nextNonce(signer);
      const first = told > next ? told : next;
      next = first + BigInt(count);
      return first;
    });
    turn = taken.catch(() => {}); // its own caller hears of it
    return taken;
  };

  const sayOne = async (command: Command, nonce: bigint, timeMs: number): Promise<void> => {
    const transaction = { house, signer, nonce, expiresAtMs: timeMs + lifetimeMs, command };
    const { refusal } = await client.submit(signTransaction(transaction, key));
    if (refusal !== null) next = 0n;
    onSent?.(command, refusal?.code ?? null);
  };

  return async (commands, timeMs) => {
    for (let from = 0; from < commands.length; from += MOST_AT_ONCE) {
      const part = commands.slice(from, from + MOST_AT_ONCE);
      const first = await take(part.length);
      const said = await Promise.allSettled(
        part.map((command, place) => sayOne(command, first + BigInt(place), timeMs)),
      );
      const failed = said.find((one) => one.status === "rejected");
      if (failed === undefined) continue;
      next = 0n;
      throw failed.reason;
    }
  };
}

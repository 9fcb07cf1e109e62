/**
 * Signs for whoever plays a part in a house whose node runs in this process. Nothing of what it signs comes by chance, so that the same
 * calls give the same bytes.
 *
 * @module
 */
import type { Command } from "@novate/codec";
import { MINUTE_MS } from "@novate/num";
import { createClient, type SigningKey, signTransaction } from "@novate/sdk";
import { refusedError } from "../refused.ts";
import type { SoloNode } from "./soloNode.ts";

/** What one key says. */
export type Word = readonly [key: SigningKey, command: Command];
/** Puts commands into a block, all at once. Errors: `RefusedError` with the code of a refusal. */
export type Hand = (...words: readonly Word[]) => Promise<void>;

const LIFETIME_MS = 10 * MINUTE_MS;
/** Others may sign with the same key from elsewhere. */
const OF_THE_ENVELOPE = new Set(["NonceUsed", "NonceTooFarAhead", "TransactionExpired"]);
const MOST_ENVELOPES = 4;

export function handOf({ chain, consensus, api }: SoloNode): Hand {
  const client = createClient({ url: api.url });
  const nonces = new Map<string, bigint>();
  const nameOf = ({ signer }: SigningKey): string => `${signer.scheme}/${signer.key}`;

  const signed = async ([key, command]: Word): Promise<Uint8Array> => {
    const { signer } = key;
    const nonce = nonces.get(nameOf(key)) ?? (await client.nextNonce(signer));
    nonces.set(nameOf(key), nonce + 1n);
    const expiresAtMs = consensus.status().nowMs + LIFETIME_MS;
    return signTransaction({ house: chain.house, signer, nonce, expiresAtMs, command }, key);
  };

  const say = async (words: readonly Word[], envelope: number): Promise<void> => {
    const bytes: Uint8Array[] = [];
    for (const word of words) bytes.push(await signed(word));
    const receipts = await Promise.all(bytes.map((one) => consensus.submit(one))); // in one breath: they share a block
    const again: Word[] = [];
    for (const [index, { refusal }] of receipts.entries()) {
      const word = words[index]!; // one each
      if (refusal === null) continue;
      nonces.delete(nameOf(word[0]));
      if (!OF_THE_ENVELOPE.has(refusal.code) || envelope === MOST_ENVELOPES) throw refusedError(refusal);
      again.push(word);
    }
    if (again.length > 0) await say(again, envelope + 1);
  };
  return (...words) => say(words, 1);
}

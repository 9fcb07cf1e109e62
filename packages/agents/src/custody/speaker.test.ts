/**
 * Goal: many words go to one block, each under a nonce of its own, and what gets lost on its way never shuts a key's window.
 * Method: a node made by hand that loses what the row says.
 */
import type { Command } from "@novate/codec";
import { decode, Transaction } from "@novate/codec";
import { hashText } from "@novate/evm";
import { createOwnerKey, deriveSecret, type NovateClient } from "@novate/sdk";
import { expect, test } from "vitest";
import { createSpeaker, MOST_AT_ONCE } from "./speaker.ts";

const key = createOwnerKey(deriveSecret("speaker", "hot"));
const word = (epoch: number): Command => ({ type: "VoidOrders", accountId: epoch, expiringByMs: 1 });

/** Takes what it does not lose, and says which nonce is free as a node does. */
class Node {
  readonly heard: { nonce: bigint; accountId: number }[] = [];
  most = 0;
  waiting = 0;
  isLosing: (nonce: bigint) => boolean = () => false;

  readonly client = {
    nextNonce: async () => this.heard.reduce((most, { nonce }) => (nonce >= most ? nonce + 1n : most), 0n),
    submit: async (bytes: Uint8Array) => {
      const decoded = decode(Transaction, bytes);
      if (!decoded.ok) throw decoded.error;
      const { nonce, command } = decoded.value;
      this.waiting += 1;
      this.most = Math.max(this.most, this.waiting);
      await new Promise((resolve) => setTimeout(resolve, 1));
      this.waiting -= 1;
      if (this.isLosing(nonce)) throw new Error("lost");
      const isUsed = this.heard.some((one) => one.nonce === nonce);
      if (!isUsed) this.heard.push({ nonce, accountId: (command as { accountId: number }).accountId });
      return { refusal: isUsed ? { code: "NonceUsed" } : null };
    },
  } as unknown as Pick<NovateClient, "nextNonce" | "submit">;
}

const speakerOf = ({ client }: Node) => createSpeaker({ client, house: hashText("a house"), key, lifetimeMs: 1_000 });

test("words go together, in their order, and two duties' words under different nonces", async () => {
  const node = new Node();
  const speak = speakerOf(node);
  const words = Array.from({ length: 3 * MOST_AT_ONCE }, (_, n) => word(n));
  await Promise.all([speak(words, 1), speak([word(1_000)], 1)]);
  expect(node.heard).toHaveLength(words.length + 1);
  expect(node.most).toBeGreaterThan(MOST_AT_ONCE - 1);
  const own = node.heard.filter(({ accountId }) => accountId < 1_000).sort((a, b) => (a.nonce < b.nonce ? -1 : 1));
  expect(own.map(({ accountId }) => accountId)).toEqual(words.map((_, n) => n));
});

test("a word that is lost is an error, and the next begins where the node says", async () => {
  const node = new Node();
  const speak = speakerOf(node);
  node.isLosing = (nonce) => nonce >= 1n;
  await expect(speak([word(1), word(2), word(3)], 1)).rejects.toThrow("lost");
  node.isLosing = () => false;
  await speak([word(4)], 1);
  expect(node.heard.map(({ nonce }) => nonce)).toEqual([0n, 1n]);
});

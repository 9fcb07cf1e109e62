/**
 * The evidence of payments: what stands in a vault's paid bitmap, and which code the vault has, under the stated root (WDR-048).
 *
 * @module
 */
import type { CommandOf } from "@novate/codec";
import { vaultSlots } from "@novate/evm";
import type { PaymentProof } from "../command/evidence.ts";
import { proveSlots } from "./proveSlots.ts";

export function provePaidWords({ vault, stateRoot, accountProof, words }: CommandOf<"ProvePayment">): PaymentProof {
  const slots = words.map(({ word, nodes }) => ({ slot: vaultSlots.paid(word), nodes }));
  const proof = proveSlots(stateRoot, vault, accountProof, slots);
  if (!proof.ok) return proof;
  return {
    ok: true,
    codeHash: proof.codeHash,
    words: new Map(words.map(({ word }, index) => [word, proof.words[index]])),
  };
}

/**
 * The evidence of payments: what stands in a vault's paid bitmap, and which code the vault has, under the stated root (WDR-048).
 *
 * @module
 */
import { type CommandOf, type Hex, hexToBytes } from "@novate/codec";
import { vaultSlots, verifyAccountProof, verifyStorageProof } from "@novate/evm";
import type { PaymentProof } from "../command/evidence.ts";

export function provePaidWords({ vault, stateRoot, accountProof, words }: CommandOf<"ProvePayment">): PaymentProof {
  const account = verifyAccountProof(stateRoot, vault, accountProof.map(hexToBytes));
  if (!account.ok) return account;
  if (account.value === undefined) return { ok: false, fault: "AccountAbsent" };
  const { storageRoot, codeHash } = account.value;
  const shown = new Map<bigint, Hex | undefined>();
  for (const { word, nodes } of words) {
    const stored = verifyStorageProof(storageRoot, vaultSlots.paid(word), nodes.map(hexToBytes));
    if (!stored.ok) return stored;
    shown.set(word, stored.value);
  }
  return { ok: true, codeHash, words: shown };
}

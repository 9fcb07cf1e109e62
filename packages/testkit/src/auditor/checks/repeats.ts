/**
 * Bytes that come again: one answer counts in a block, and one block in a chain. INV-021, INV-022.
 *
 * @module
 */
import type { Receipt } from "@novate/engine";
import { check } from "../failure.ts";

/** Judges a block's receipts against the hashes that took effect before it, and adds its own to them. */
export function checkRepeats(tookEffect: Set<string>, receipts: readonly Receipt[]): void {
  const heard = new Set<string>();
  for (const { hash, refusal, eventCount } of receipts) {
    const isRepeat = refusal?.code === "TransactionRepeated";
    check("INV-021", isRepeat === heard.has(hash), () => `${hash} was ${isRepeat ? "not heard" : "heard twice"}`);
    heard.add(hash);
    if (eventCount === 0) continue;
    check("INV-022", !tookEffect.has(hash), () => `${hash} took effect twice`);
    tookEffect.add(hash);
  }
}

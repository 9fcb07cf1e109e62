/** Goal: slots are the vault's, and words are read as it packs them. Method: the constants of its sources; a live vault's are in `vectors/custody`. */
import type { Hex } from "@novate/codec";
import { describe, expect, test } from "vitest";
import { slotAfter } from "../abi/slots.ts";
import { uintWord } from "../abi/words.ts";
import {
  isPaidIn,
  readCheckpointHead,
  readCheckpointInForce,
  readCount,
  readFlow,
  readStop,
  readTokenHealth,
  readTokenHeld,
} from "./read.ts";
import { paidWord, vaultSlots } from "./slots.ts";

const token: Hex = `0x${"a1".repeat(20)}`;
const pack = (...parts: readonly (readonly [value: bigint, bits: number])[]): Hex =>
  uintWord(parts.reduceRight((word, [value, bits]) => (word << BigInt(bits)) | value, 0n));

describe("CSTD-208 slots", () => {
  test("namespaces are those that the sources state", () => {
    expect(vaultSlots.inboxCount).toBe("0xa05fd248079dfd56d40ba1abd56c10a50e4bcbf4a709e64af815ab028817ae00");
    expect(vaultSlots.checkpointHead).toBe("0x115886d439e1c7ad51d53da060a17cd75b9ee080705ab07b5cd3f64bfb5e8f00");
    expect(vaultSlots.stop).toBe("0x5ba7aa182931a0d3d0e36af7b03274f9e043020fdc399232cc0fe26eae089600");
    expect(slotAfter(vaultSlots.hotSet, -17)).toBe(vaultSlots.checkpointHead);
  });

  test("each thing has its own", () => {
    const slots = [
      vaultSlots.inboxAcc(0),
      vaultSlots.inboxAcc(1n),
      vaultSlots.paid(0),
      vaultSlots.paid(1n),
      vaultSlots.tokenHeld(token),
      vaultSlots.tokenHealth(token),
      vaultSlots.flow(token, "main"),
      vaultSlots.flow(token, "small"),
      vaultSlots.flow(token, "sentBack"),
      vaultSlots.checkpointInForce,
      vaultSlots.outboxRoot,
      vaultSlots.assetsRoot,
      vaultSlots.stateRoot,
      vaultSlots.claimsRoot,
    ];
    expect(new Set(slots).size).toBe(slots.length);
  });

  test("256 payments share a word", () => {
    expect([1n, 255n, 256n, 2n ** 64n - 1n].map(paidWord)).toEqual([0n, 0n, 1n, 2n ** 56n - 1n]);
    const word = uintWord((1n << 5n) | (1n << 255n));
    expect([5, 255, 256 + 5].map((nonce) => isPaidIn(word, nonce))).toEqual([true, true, true]);
    expect([4, 6, 0, 254].map((nonce) => isPaidIn(word, nonce))).toEqual([false, false, false, false]);
    expect(isPaidIn(undefined, 5)).toBe(false);
  });
});

test("CSTD-209 words are read lowest bits first, and an absent word is zeros", () => {
  const held = pack([9n, 96], [2n ** 96n - 1n, 96], [1n, 8]);
  expect(readTokenHeld(held)).toEqual({ heldAtoms: 9n, capAtoms: 2n ** 96n - 1n, isListed: true });
  expect(readTokenHeld(undefined)).toEqual({ heldAtoms: 0n, capAtoms: 0n, isListed: false });
  const health = pack([1_000n, 96], [7n, 96], [1_700_000_000n, 64]);
  expect(readTokenHealth(health)).toEqual({ floorAtoms: 1_000n, shortfallAtoms: 7n, frozenSince: 1_700_000_000n });
  expect(readFlow(pack([3n, 128], [2n, 128]))).toEqual({ allowedCum: 3n, paidCum: 2n });
  expect(readCheckpointHead(pack([4n, 64], [5n, 64], [6n, 32]))).toEqual({ epoch: 4n, signedAt: 5n, count: 6n });
  expect(readCheckpointInForce(pack([4n, 64], [5n, 64]))).toEqual({ maturedEpoch: 4n, heardCount: 5n });
  expect(readStop(pack([4n, 64], [5n, 64], [6n, 64]))).toEqual({ endsAt: 4n, resumedAt: 5n, resumedBlock: 6n });
  expect(readCount(uintWord(2n ** 64n - 1n))).toBe(2n ** 64n - 1n);
});

/** Goal: slots are the vault's, each thing in its own. Method: the constants of its sources; a live vault's are in `vectors/custody`. */
import type { Hex } from "@novate/codec";
import { describe, expect, test } from "vitest";
import { slotAfter } from "../abi/slots.ts";
import { uintWord } from "../abi/words.ts";
import { isPaidIn } from "./read.ts";
import { paidWord, vaultSlots } from "./slots.ts";

const token: Hex = `0x${"a1".repeat(20)}`;
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

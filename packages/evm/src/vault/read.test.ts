/** Goal: words are read as Solidity packs them. Method: packed here by hand; a live vault's are in `vectors/custody`. */
import type { Hex } from "@novate/codec";
import { expect, test } from "vitest";
import { uintWord } from "../abi/words.ts";
import {
  readCheckpointHead,
  readCheckpointInForce,
  readCount,
  readFlow,
  readStop,
  readTokenHealth,
  readTokenHeld,
} from "./read.ts";

const pack = (...parts: readonly (readonly [value: bigint, bits: number])[]): Hex =>
  uintWord(parts.reduceRight((word, [value, bits]) => (word << BigInt(bits)) | value, 0n));

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

/** Goal: a word is read from its leaf as strictly as chains write it. Method: a trie of one leaf, by table. */
import { bytesToHex, type Hex, hexToBytes, keccak256 } from "@novate/codec";
import { AssertionFailed } from "@novate/stdx";
import { expect, test } from "vitest";
import { encodeRlp } from "../rlp/encode.ts";
import { scalarBytes } from "../rlp/scalar.ts";
import { leaf } from "../testing/nodes.ts";
import { verifyStorageProof } from "./storage.ts";

const SLOT: Hex = `0x${"5c".repeat(32)}`;

/** What a storage whose only leaf, at `slot`, is `bytes` says of {@link SLOT}. */
function verify(bytes: Uint8Array, slot = SLOT) {
  const node = encodeRlp(leaf(bytesToHex(keccak256(hexToBytes(slot))).slice(2), bytes));
  return verifyStorageProof(bytesToHex(keccak256(node)), SLOT, [node]);
}

test.each([1n, 0x7fn, 0x80n, 0x1_00n, 2n ** 248n, 2n ** 256n - 1n])("the word of %d", (value) => {
  const word = `0x${value.toString(16).padStart(64, "0")}`;
  expect(verify(encodeRlp(scalarBytes(value)))).toEqual({ ok: true, value: word });
});

test("a slot that was never written is absent, which is not a word of zero", () => {
  expect(verify(encodeRlp(scalarBytes(1n)), `0x${"5d".repeat(32)}`)).toEqual({ ok: true, value: undefined });
});

test.each<[string, Uint8Array]>([
  ["zero, which no chain stores", Uint8Array.of(0x80)],
  ["zero as a byte", Uint8Array.of(0x00)],
  ["a leading zero", encodeRlp(Uint8Array.of(0, 200))],
  ["33 bytes", encodeRlp(scalarBytes(2n ** 256n))],
  ["a list", encodeRlp([scalarBytes(1n)])],
  ["a word without its RLP", new Uint8Array(32).fill(0xff)],
  ["bytes after the word", Uint8Array.of(0x01, 0x00)],
])("ValueMalformed: %s", (_, bytes) => {
  expect(verify(bytes)).toEqual({ ok: false, fault: "ValueMalformed" });
});

test("faults of the trie pass through; a word of the wrong length or digits is the caller's bug", () => {
  expect(verifyStorageProof(SLOT, SLOT, [])).toEqual({ ok: false, fault: "NodeMissing" });
  expect(() => verifyStorageProof(SLOT, "0x5c", [])).toThrow(AssertionFailed);
  expect(() => verifyStorageProof(SLOT, `0x${"5C".repeat(32)}`, [])).toThrow(AssertionFailed);
});

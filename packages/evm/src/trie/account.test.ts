/** Goal: an account is read from its leaf as strictly as chains write it. Method: a trie of one leaf, by table. */
import { bytesToHex, type Hex, hexToBytes, keccak256 } from "@novate/codec";
import { AssertionFailed } from "@novate/stdx";
import { expect, test } from "vitest";
import { encodeRlp } from "../rlp/encode.ts";
import type { RlpItem } from "../rlp/item.ts";
import { scalarBytes } from "../rlp/scalar.ts";
import { leaf } from "../testing/nodes.ts";
import { verifyAccountProof } from "./account.ts";

const ADDRESS: Hex = `0x${"ab".repeat(20)}`;
const storageRoot = new Uint8Array(32).fill(1);
const codeHash = new Uint8Array(32).fill(2);

/** What a state whose only account, at `address`, is `bytes` says of {@link ADDRESS}. */
function verify(bytes: Uint8Array, address = ADDRESS) {
  const node = encodeRlp(leaf(bytesToHex(keccak256(hexToBytes(address))).slice(2), bytes));
  return verifyAccountProof(bytesToHex(keccak256(node)), ADDRESS, [node]);
}

const account = (nonce: bigint, balance: bigint): RlpItem[] => [
  scalarBytes(nonce),
  scalarBytes(balance),
  storageRoot,
  codeHash,
];

test.each([
  [0n, 0n],
  [1n, 127n],
  [2n ** 64n - 1n, 2n ** 256n - 1n],
])("nonce %d, balance %d", (nonce, balance) => {
  expect(verify(encodeRlp(account(nonce, balance)))).toEqual({
    ok: true,
    value: { nonce, balance, storageRoot: bytesToHex(storageRoot), codeHash: bytesToHex(codeHash) },
  });
});

test("another account at another address is none at this one", () => {
  expect(verify(encodeRlp(account(1n, 1n)), `0x${"ac".repeat(20)}`)).toEqual({ ok: true, value: undefined });
});

test.each<[string, Uint8Array]>([
  ["not RLP", Uint8Array.of(0xc4)],
  ["bytes after the account", Uint8Array.of(...encodeRlp(account(0n, 0n)), 0)],
  ["a string", encodeRlp(storageRoot)],
  ["three fields", encodeRlp(account(0n, 0n).slice(0, 3))],
  ["five fields", encodeRlp([...account(0n, 0n), codeHash])],
  ["a nonce above 2^64 − 1", encodeRlp(account(2n ** 64n, 0n))],
  ["a balance above 2^256 − 1", encodeRlp(account(0n, 2n ** 256n))],
  ["a nonce with a leading zero", encodeRlp([Uint8Array.of(0), ...account(0n, 0n).slice(1)])],
  ["a balance that is a list", encodeRlp(account(0n, 0n).with(1, []))],
  ["a storage root of 31 bytes", encodeRlp(account(0n, 0n).with(2, storageRoot.subarray(1)))],
  ["a code hash of 33 bytes", encodeRlp(account(0n, 0n).with(3, Uint8Array.of(...codeHash, 0)))],
  ["a code hash that is a list", encodeRlp(account(0n, 0n).with(3, [codeHash]))],
])("AccountMalformed: %s", (_, bytes) => {
  expect(verify(bytes)).toEqual({ ok: false, fault: "AccountMalformed" });
});

test("faults of the trie pass through; a word of the wrong length is the caller's bug", () => {
  const root: Hex = `0x${"11".repeat(32)}`;
  expect(verifyAccountProof(root, ADDRESS, [])).toEqual({ ok: false, fault: "NodeMissing" });
  expect(() => verifyAccountProof(root, "0xab", [])).toThrow(AssertionFailed);
  expect(() => verifyAccountProof(ADDRESS, ADDRESS, [])).toThrow(AssertionFailed);
});

/** Goal: small tries are those of chains. Method: roots and proofs against the oracle, and the verifier over every key. */
import { bytesToHex, type Hex, hexToBytes, keccak256 } from "@novate/codec";
import { expect, test } from "vitest";
import { uintWord } from "../abi/words.ts";
import { encodeRlp } from "../rlp/encode.ts";
import { scalarBytes } from "../rlp/scalar.ts";
import { verifyAccountProof } from "../trie/account.ts";
import { verifyStorageProof } from "../trie/storage.ts";
import { oracleTrie } from "./oracle.ts";
import { stateTrie, storageTrie } from "./smallTrie.ts";

test.each([0, 1, 2, 17, 100])("a storage of %i slots", async (count) => {
  const slots = new Map<Hex, Hex>();
  for (let n = 0; n < count; n++) slots.set(uintWord(n), uintWord(7n + 3n ** BigInt(n % 160)));
  const trie = storageTrie(slots);
  const entries = [...slots].map(
    ([slot, word]) => [keccak256(hexToBytes(slot)), encodeRlp(scalarBytes(BigInt(word)))] as const,
  );
  if (count > 0) expect(trie.root).toBe(bytesToHex((await oracleTrie(entries)).root));
  for (const slot of [...slots.keys(), uintWord(10_000)]) {
    const proven = verifyStorageProof(trie.root, slot, trie.prove(slot).map(hexToBytes));
    expect(proven).toEqual({ ok: true, value: slots.get(slot) });
  }
});

test("an account by its address, and one that is not there", () => {
  const vault: Hex = `0x${"a1".repeat(20)}`;
  const account = { storageRoot: uintWord(5), codeHash: uintWord(6) };
  const state = stateTrie(
    new Map<Hex, typeof account>([
      [vault, account],
      [`0x${"a2".repeat(20)}`, account],
    ]),
  );
  const nodes = (address: Hex) => state.prove(address).map(hexToBytes);
  expect(verifyAccountProof(state.root, vault, nodes(vault))).toMatchObject({ ok: true, value: account });
  const other: Hex = `0x${"a3".repeat(20)}`;
  expect(verifyAccountProof(state.root, other, nodes(other))).toEqual({ ok: true, value: undefined });
});

/**
 * Tries and their proofs by another hand, to hold the verifier against.
 *
 * @module
 */
import { createMerkleProof, MerklePatriciaTrie } from "@ethereumjs/mpt";
import { keccak256 } from "@novate/codec";

export interface OracleTrie {
  readonly root: Uint8Array;
  /** Nodes from the root down that lead to `key`, in the form of `eth_getProof`. */
  prove(key: Uint8Array): Promise<Uint8Array[]>;
}

/** The trie that maps each key to its value; a later value replaces an earlier one. */
export async function oracleTrie(entries: Iterable<readonly [Uint8Array, Uint8Array]>): Promise<OracleTrie> {
  const trie = new MerklePatriciaTrie();
  for (const [key, value] of entries) await trie.put(key, value);
  return {
    root: trie.root(),
    async prove(key) {
      const nodes = await createMerkleProof(trie, key);
      // The oracle also lists nodes that stand inside their parents; clients do not.
      return nodes.filter((node, index) => index === 0 || node.length >= 32);
    },
  };
}

/** Keys as the tries of the state have them: hashes. */
export const hashedKey = (index: number): Uint8Array => keccak256(new TextEncoder().encode(`key ${index}`));

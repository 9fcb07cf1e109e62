/**
 * Small tries with their proofs, built at once: a stand-in for a chain's state in tests of packages above.
 *
 * @module
 */
import { bytesToHex, type Hex, hexToBytes, keccak256 } from "@novate/codec";
import { encodeRlp } from "../rlp/encode.ts";
import type { RlpItem } from "../rlp/item.ts";
import { scalarBytes } from "../rlp/scalar.ts";
import { branch, extension, hashOf, leaf } from "./nodes.ts";

export interface SmallTrie {
  readonly root: Hex;
  /** Nodes on the way to the key, in the form of `eth_getProof`. */
  prove(key: Hex): Hex[];
}

/** What a leaf holds, under the digits of its path. */
type Leaf = readonly [path: string, value: Uint8Array];

const EMPTY_ROOT = bytesToHex(keccak256(Uint8Array.of(0x80)));
const NODE_BYTES = 32;

const pathOf = (key: Hex): string => bytesToHex(keccak256(hexToBytes(key))).slice(2);

/** A node shorter than a hash stands inside its parent. */
const referenceTo = (node: RlpItem): RlpItem => (encodeRlp(node).length < NODE_BYTES ? node : hashOf(node));

/** The node of some leaves below `depth`, and the way to `path` appended to `way`, root first. */
function nodeOf(leaves: readonly Leaf[], depth: number, path: string | null, way: RlpItem[]): RlpItem {
  const place = way.length;
  if (path !== null) way.push([]);
  const node = buildNode(leaves, depth, path, way);
  if (path !== null) way[place] = node;
  return node;
}

function buildNode(leaves: readonly Leaf[], depth: number, path: string | null, way: RlpItem[]): RlpItem {
  const [first] = leaves as readonly [Leaf];
  if (leaves.length === 1) return leaf(first[0].slice(depth), first[1]);
  let shared = depth;
  while (leaves.every(([digits]) => digits[shared] === first[0][shared])) shared += 1;
  if (shared > depth) {
    const isOn = path?.slice(depth, shared) === first[0].slice(depth, shared);
    return extension(first[0].slice(depth, shared), referenceTo(nodeOf(leaves, shared, isOn ? path : null, way)));
  }
  const children: Record<number, RlpItem> = {};
  for (let nibble = 0; nibble < 16; nibble++) {
    const digit = nibble.toString(16);
    const below = leaves.filter(([digits]) => digits[depth] === digit);
    if (below.length === 0) continue;
    children[nibble] = referenceTo(nodeOf(below, depth + 1, path?.[depth] === digit ? path : null, way));
  }
  return branch(children);
}

/** The trie that maps the hash of each key to its value. */
function smallTrie(entries: ReadonlyMap<Hex, Uint8Array>): SmallTrie {
  const leaves: readonly Leaf[] = [...entries].map(([key, value]) => [pathOf(key), value]);
  if (leaves.length === 0) return { root: EMPTY_ROOT, prove: () => [] };
  const root = bytesToHex(hashOf(nodeOf(leaves, 0, null, [])));
  return {
    root,
    prove(key) {
      const way: RlpItem[] = [];
      nodeOf(leaves, 0, pathOf(key), way);
      const nodes = way.map((node) => encodeRlp(node));
      return nodes
        .filter((bytes, place) => place === 0 || bytes.length >= NODE_BYTES)
        .map((bytes) => bytesToHex(bytes));
    },
  };
}

/** A contract's storage: slot → word. */
export const storageTrie = (slots: ReadonlyMap<Hex, Hex>): SmallTrie =>
  smallTrie(new Map([...slots].map(([slot, word]) => [slot, encodeRlp(scalarBytes(BigInt(word)))])));

/** A chain's state: address → its code and storage. */
export const stateTrie = (
  accounts: ReadonlyMap<Hex, { readonly storageRoot: Hex; readonly codeHash: Hex }>,
): SmallTrie =>
  smallTrie(
    new Map(
      [...accounts].map(([address, { storageRoot, codeHash }]) => [
        address,
        encodeRlp([scalarBytes(1n), scalarBytes(0n), hexToBytes(storageRoot), hexToBytes(codeHash)]),
      ]),
    ),
  );

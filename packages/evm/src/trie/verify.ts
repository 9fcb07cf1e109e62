/**
 * What a trie holds at a key, by the nodes on the way to it.
 *
 * @module
 */
import { keccak256 } from "@novate/codec";
import { equalBytes } from "@novate/stdx";
import { faulty, type Result } from "../result.ts";
import { decodeRlp } from "../rlp/decode.ts";
import { isBytes, type RlpItem } from "../rlp/item.ts";
import { nibblesOf } from "./nibbles.ts";
import { HASH_BYTES, type NodeFault, type Reference, readNode, type TrieNode } from "./node.ts";

export type TrieFault =
  | NodeFault
  /** The path goes on to a node that was not given. */
  | "NodeMissing"
  /** A node was given that the path does not meet. */
  | "NodeExtra"
  /** A node is not the one that its parent, or the root, names. */
  | "NodeHashMismatch"
  /** A node is not strict RLP. */
  | "NodeNotRlp";

/** The root of a trie that holds nothing: the hash of an empty string's RLP. */
const EMPTY_ROOT = keccak256(Uint8Array.of(0x80));

/** Where the verifier stands: what must come next, how far it is down the key, and how many nodes it has used. */
interface Place {
  readonly reference: Reference;
  readonly depth: number;
  readonly used: number;
  /** An extension stands for the nibbles above a branch; two in a row, or one above a leaf, would be one node. */
  readonly needsBranch: boolean;
}

/** The end of the path: what the trie holds there. */
interface End {
  readonly used: number;
  readonly value: Uint8Array | undefined;
}

/** The item that the place refers to: the next of `nodes` when it is a hash, else the node inside its parent. */
function resolve({ reference, used }: Place, nodes: readonly Uint8Array[]): Result<RlpItem, TrieFault> {
  if (!isBytes(reference)) return { ok: true, value: reference };
  const bytes = nodes[used];
  if (bytes === undefined) return faulty("NodeMissing");
  if (!equalBytes(keccak256(bytes), reference)) return faulty("NodeHashMismatch");
  if (used > 0 && bytes.length < HASH_BYTES) return faulty("NodeNotCanonical"); // its parent should hold it
  const decoded = decodeRlp(bytes);
  return decoded.ok ? decoded : faulty("NodeNotRlp");
}

/** One step down from `place` through `node`. */
function step(node: TrieNode, place: Place, used: number, path: Uint8Array): Place | End {
  const rest = path.subarray(place.depth);
  switch (node.kind) {
    case "empty":
      return { used, value: undefined };
    case "leaf":
      return { used, value: equalBytes(rest, node.path) ? node.value : undefined };
    case "extension": {
      const length = node.path.length;
      if (!equalBytes(rest.subarray(0, length), node.path)) return { used, value: undefined };
      return { reference: node.child, depth: place.depth + length, used, needsBranch: true };
    }
    case "branch": {
      const nibble = rest[0];
      if (nibble === undefined) return { used, value: node.value.length > 0 ? node.value : undefined };
      const reference = node.children[nibble];
      if (reference === undefined) return { used, value: undefined };
      return { reference, depth: place.depth + 1, used, needsBranch: false };
    }
  }
}

/**
 * Verifies that the trie of `root` holds the answer at `key`: its value, or undefined where it holds nothing.
 *
 * `key` is the path itself: `keccak256` of an address or slot in the tries of the state, the RLP of an index in those of
 * transactions and receipts. `nodes` run from the root down, those shorter than 32 bytes left inside their parents;
 * each must be used, and none may be lacking. That an empty trie is empty needs no node; some clients give it as 0x80.
 *
 * Takes any bytes and never throws. Work: a hash of every node used, at most one node more than the key has nibbles.
 */
export function verifyTrieProof(
  root: Uint8Array,
  key: Uint8Array,
  nodes: readonly Uint8Array[],
): Result<Uint8Array | undefined, TrieFault> {
  if (nodes.length === 0 && equalBytes(root, EMPTY_ROOT)) return { ok: true, value: undefined };
  const path = nibblesOf(key);
  let place: Place | End = { reference: root, depth: 0, used: 0, needsBranch: false };
  while ("reference" in place) {
    const item = resolve(place, nodes);
    if (!item.ok) return item;
    const node = readNode(item.value);
    if (!node.ok) return node;
    if (place.needsBranch && node.value.kind !== "branch") return faulty("NodeNotCanonical");
    place = step(node.value, place, place.used + (isBytes(place.reference) ? 1 : 0), path);
  }
  return place.used === nodes.length ? { ok: true, value: place.value } : faulty("NodeExtra");
}

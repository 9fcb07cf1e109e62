/**
 * One node of a Merkle-Patricia trie, read as strictly as an honest trie writes it.
 *
 * Source: Ethereum Yellow Paper, appendix D.
 *
 * @module
 */

import { faulty, type Result } from "../result.ts";
import { encodedLength } from "../rlp/encode.ts";
import { isBytes, type RlpItem } from "../rlp/item.ts";
import { readPath } from "./nibbles.ts";

export const HASH_BYTES = 32;
const BRANCHES = 16;

/** A child: the hash of a node, or the node itself when its RLP is shorter than a hash. */
export type Reference = RlpItem;

export type TrieNode =
  | { readonly kind: "empty" }
  | { readonly kind: "branch"; readonly children: readonly (Reference | undefined)[]; readonly value: Uint8Array }
  | { readonly kind: "extension"; readonly path: Uint8Array; readonly child: Reference }
  | { readonly kind: "leaf"; readonly path: Uint8Array; readonly value: Uint8Array };

export type NodeFault =
  /** Neither the empty string, nor a list of 17, nor one of two that starts with a path; or a value that is a list. */
  | "NodeShapeUnknown"
  /** A path that hex-prefix writes otherwise, or not at all. */
  | "PathMalformed"
  /** A child that is neither a hash nor a node short enough to stand inside its parent. */
  | "ReferenceMalformed"
  /** What an honest trie writes otherwise: a branch of one, an empty extension, a leaf of nothing. */
  | "NodeNotCanonical";

const EMPTY: TrieNode = { kind: "empty" };

const isEmpty = (item: RlpItem): boolean => isBytes(item) && item.length === 0;

const isReference = (item: RlpItem): boolean =>
  isBytes(item) ? item.length === HASH_BYTES : encodedLength(item) < HASH_BYTES;

function readBranch(items: readonly RlpItem[]): Result<TrieNode, NodeFault> {
  const value = items[BRANCHES];
  if (!isBytes(value)) return faulty("NodeShapeUnknown");
  const children = items.slice(0, BRANCHES).map((child) => (isEmpty(child) ? undefined : child));
  const used = children.filter((child) => child !== undefined);
  if (!used.every(isReference)) return faulty("ReferenceMalformed");
  if (used.length + (value.length > 0 ? 1 : 0) < 2) return faulty("NodeNotCanonical");
  return { ok: true, value: { kind: "branch", children, value } };
}

function readShort(head: RlpItem, tail: RlpItem): Result<TrieNode, NodeFault> {
  if (!isBytes(head)) return faulty("NodeShapeUnknown");
  const path = readPath(head);
  if (path === undefined) return faulty("PathMalformed");
  const { isLeaf, nibbles } = path;
  if (isLeaf) {
    if (!isBytes(tail)) return faulty("NodeShapeUnknown");
    if (tail.length === 0) return faulty("NodeNotCanonical");
    return { ok: true, value: { kind: "leaf", path: nibbles, value: tail } };
  }
  if (!isReference(tail)) return faulty("ReferenceMalformed");
  if (nibbles.length === 0) return faulty("NodeNotCanonical");
  return { ok: true, value: { kind: "extension", path: nibbles, child: tail } };
}

/** The node that `item` is. */
export function readNode(item: RlpItem): Result<TrieNode, NodeFault> {
  if (isBytes(item)) return item.length === 0 ? { ok: true, value: EMPTY } : faulty("NodeShapeUnknown");
  if (item.length === BRANCHES + 1) return readBranch(item);
  const [head, tail] = item;
  if (item.length !== 2 || head === undefined || tail === undefined) return faulty("NodeShapeUnknown");
  return readShort(head, tail);
}

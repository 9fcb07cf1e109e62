/**
 * Hashes of part of a table's tree. Leaves are the SHA-256 of row bytes; an empty slot is 32 zero bytes.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Hex } from "@novate/codec";

const ZEROS: Hex = `0x${"00".repeat(32)}`;

const sha256 = (hex: string): Hex => `0x${createHash("sha256").update(Buffer.from(hex, "hex")).digest("hex")}`;
const hashPair = (left: Hex, right: Hex): Hex => sha256(left.slice(2) + right.slice(2));

/** Root of the subtree of `depth` levels with these rows, given as hexadecimal bytes at places below 2^depth. */
export function subtreeRoot(rows: readonly { readonly place: number; readonly bytes: Hex }[], depth: number): Hex {
  let level = new Map(rows.map(({ place, bytes }) => [place, sha256(bytes.slice(2))]));
  let empty = ZEROS;
  for (let height = 0; height < depth; height++) {
    const above = new Map<number, Hex>();
    for (const place of level.keys()) {
      const parent = place >> 1;
      if (above.has(parent)) continue;
      above.set(parent, hashPair(level.get(2 * parent) ?? empty, level.get(2 * parent + 1) ?? empty));
    }
    level = above;
    empty = hashPair(empty, empty);
  }
  return level.get(0) ?? empty;
}

/** The root above `node` at `index`, with siblings from the bottom up. */
export function climb(node: Hex, index: number, siblings: readonly Hex[]): Hex {
  let hash = node;
  let place = index;
  for (const sibling of siblings) {
    hash = place % 2 === 1 ? hashPair(sibling, hash) : hashPair(hash, sibling);
    place = Math.floor(place / 2);
  }
  return place === 0 ? hash : ZEROS; // an index outside the tree proves nothing
}

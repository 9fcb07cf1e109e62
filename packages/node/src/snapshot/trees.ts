/**
 * The Merkle trees of a whole state, built from its rows.
 *
 * @module
 */
import { hashBytes, MerkleTable, tables } from "@novate/codec";
import type { Row } from "../store/index.ts";

const TABLE_COUNT = Object.keys(tables).length;

/** One tree a table, in canonical order; `null` when a row names a table that does not exist. */
export function treesOf(pages: Iterable<readonly Row[]>): MerkleTable[] | null {
  const leaves = Array.from({ length: TABLE_COUNT }, () => new Map<number, Uint8Array>());
  for (const page of pages) {
    for (const { table, slot, bytes } of page) {
      const ofTable = leaves[table];
      if (ofTable === undefined) return null;
      ofTable.set(slot, hashBytes(bytes));
    }
  }
  return leaves.map((ofTable) => {
    const tree = new MerkleTable();
    tree.setLeaves(ofTable);
    return tree;
  });
}

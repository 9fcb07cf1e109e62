/**
 * Proofs for vaults: siblings from the bottom up, without those at the upper end that are empty subtrees.
 *
 * @module
 */
import { bytesToHex, type Hex } from "@novate/codec";
import { assert } from "@novate/stdx";
import { sha256Words } from "../abi/words.ts";
import { EMPTY, emptyRoot, isLeafOf, isRight } from "./shape.ts";

/** A tree over a few of its leaves. */
export interface SparseTree {
  readonly root: Hex;
  /** Siblings of the leaf at `index` from the bottom up, without empty ones at the end. Asserts that there is such a place. */
  prove(index: number): readonly Hex[];
}

/**
 * The tree whose leaves stand at their indices, all others being empty. Asserts depth and indices.
 *
 * Work: at most `depth` hashes a leaf.
 */
export function sparseTree(leaves: ReadonlyMap<number, Hex>, depth: number): SparseTree {
  const root = emptyRoot(depth);
  for (const index of leaves.keys()) assert(isLeafOf(depth, index), `no leaf has index ${index}`);
  const levels: ReadonlyMap<number, Hex>[] = [leaves];
  for (let height = 0; height < depth; height++) {
    const below = levels[height]!;
    const empty = EMPTY[height]!;
    const above = new Map<number, Hex>();
    for (const index of below.keys()) {
      const parent = index >>> 1;
      if (above.has(parent)) continue;
      above.set(parent, sha256Words(below.get(2 * parent) ?? empty, below.get(2 * parent + 1) ?? empty));
    }
    levels.push(above);
  }
  return {
    root: levels[depth]!.get(0) ?? root,
    prove(index) {
      assert(isLeafOf(depth, index), `no leaf has index ${index}`);
      const siblings = levels.slice(0, depth).map((level, height) => {
        const own = index >>> height;
        return level.get(isRight(index, height) ? own - 1 : own + 1) ?? EMPTY[height]!;
      });
      return trimSiblings(siblings, index);
    },
  };
}

/** `siblings` without those at the end that are empty subtrees to the right. */
function trimSiblings(siblings: readonly Hex[], index: number): readonly Hex[] {
  let length = siblings.length;
  while (length > 0 && siblings[length - 1] === EMPTY[length - 1] && !isRight(index, length - 1)) length--;
  return siblings.slice(0, length);
}

/** What is asked of a table's tree: not the tree itself, which whoever checks a kit in a page has no use for. */
interface Provable {
  prove(slot: number): readonly Uint8Array[];
}

/** The proof of a slot of a table, as vaults want it. */
export const proveSlot = (table: Provable, slot: number): readonly Hex[] =>
  trimSiblings(
    table.prove(slot).map((sibling) => bytesToHex(sibling)),
    slot,
  );

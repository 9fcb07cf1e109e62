/**
 * The commitment to one table: a binary Merkle tree over its slots.
 *
 * @module
 */
import { BranchNode, LeafNode, type Node, zeroNode } from "@chainsafe/persistent-merkle-tree";
import { assert } from "@novate/stdx";
import { TABLE_DEPTH } from "./depth.ts";
import { hashLevels } from "./hashLevels.ts";

/** Slots under a node of each height, from a leaf's one to the root's 2^32. */
const SLOTS_UNDER: readonly number[] = Array.from({ length: TABLE_DEPTH }).reduce<number[]>(
  (counts) => [...counts, counts.at(-1)! * 2],
  [1],
);
const SLOTS = SLOTS_UNDER[TABLE_DEPTH]!;

/** Slot-indexed leaves and their root. Empty subtrees are shared, so the levels above the rows cost one hash each. */
export class MerkleTable {
  #root: Node = zeroNode(TABLE_DEPTH);

  /**
   * Replaces the leaves of some slots: the SHA-256 of a row's bytes, or null where no row is left.
   *
   * Work: one hash for each branch above a changed slot, each once.
   */
  setLeaves(changes: ReadonlyMap<number, Uint8Array | null>): void {
    if (changes.size === 0) return;
    const slots = Float64Array.from(changes.keys());
    const isAscending = slots.every((slot, index) => index === 0 || slots[index - 1]! < slot);
    const leaves = isAscending
      ? Array.from(changes.values(), leafNode)
      : Array.from(slots.sort(), (slot) => leafNode(changes.get(slot)!));
    assert(slots[0]! >= 0 && slots.at(-1)! < SLOTS, "setLeaves: slot out of range");
    const levels: BranchNode[][] = Array.from({ length: TABLE_DEPTH }, () => []);
    this.#root = replaceLeaves(this.#root, TABLE_DEPTH, 0, { slots, leaves, levels }, 0, slots.length);
    hashLevels(levels);
  }

  root(): Uint8Array {
    return this.#root.root;
  }

  /** The same leaves, which change on their own from now on. Work: none, for what does not change is shared. */
  fork(): MerkleTable {
    const fork = new MerkleTable();
    fork.#root = this.#root;
    return fork;
  }

  /** The siblings on the way from the leaf at `slot` up to the root. */
  prove(slot: number): Uint8Array[] {
    assert(Number.isInteger(slot) && slot >= 0 && slot < SLOTS, "prove: slot out of range");
    const siblings: Uint8Array[] = [];
    let node = this.#root;
    let first = 0;
    for (let half = SLOTS / 2; half >= 1; half /= 2) {
      const isRight = slot >= first + half;
      siblings.push((isRight ? node.left : node.right).root);
      node = isRight ? node.right : node.left;
      if (isRight) first += half;
    }
    return siblings.reverse();
  }
}

/** An empty slot is the zero leaf. */
function leafNode(leaf: Uint8Array | null): Node {
  if (leaf === null) return zeroNode(0);
  assert(leaf.length === 32, "setLeaves: a leaf has 32 bytes");
  return LeafNode.fromRoot(leaf);
}

interface Replacement {
  /** Changed slots, ascending, and their new leaves beside them. */
  readonly slots: Float64Array;
  readonly leaves: readonly Node[];
  /** Receives the fresh branches by their height above the leaves. */
  readonly levels: BranchNode[][];
}

/** The subtree `node` of `height`, whose first slot is `first`, with the changes of `[from, to)` made. */
function replaceLeaves(
  node: Node,
  height: number,
  first: number,
  replacement: Replacement,
  from: number,
  to: number,
): Node {
  if (from === to) return node;
  if (height === 0) return replacement.leaves[from]!;
  const half = SLOTS_UNDER[height - 1]!;
  const middle = firstAtOrAfter(replacement.slots, first + half, from, to);
  const branch = new BranchNode(
    replaceLeaves(node.left, height - 1, first, replacement, from, middle),
    replaceLeaves(node.right, height - 1, first + half, replacement, middle, to),
  );
  replacement.levels[height - 1]!.push(branch);
  return branch;
}

/** The least index in `[from, to)` whose slot is at or after `slot`; `to` when there is none. */
function firstAtOrAfter(slots: Float64Array, slot: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (slots[middle]! < slot) low = middle + 1;
    else high = middle;
  }
  return low;
}

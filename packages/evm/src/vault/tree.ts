/**
 * Trees that the house builds and its vaults check: SHA-256, binary, of a fixed depth; the empty leaf is zero.
 *
 * A proof leaves out the siblings at its upper end that are empty subtrees, so it is as long as the tree is full.
 *
 * @module
 */
import { bytesToHex, type Hex, type MerkleTable } from "@novate/codec";
import { assert } from "@novate/stdx";
import { sha256Words, uintWord } from "../abi/words.ts";

/** Sections of a house's vaults: vault 1 to 255. */
export const VAULTS_DEPTH = 8;
/** Payments of a vault, and its tokens. */
export const TABLE_DEPTH = 32;

/** Roots of empty trees by their depth. */
const EMPTY: readonly Hex[] = Array.from({ length: TABLE_DEPTH }).reduce<Hex[]>(
  (roots) => [...roots, sha256Words(roots.at(-1)!, roots.at(-1)!)],
  [uintWord(0)],
);

/** The root of an empty tree: never zero, which a vault refuses. */
export function emptyRoot(depth: number): Hex {
  const root = EMPTY[depth];
  assert(root !== undefined, `no tree has depth ${depth}`);
  return root;
}

const MAX_INDEX = 0xffff_ffff;

const isLeafOf = (depth: number, index: number): boolean =>
  Number.isInteger(index) && index >= 0 && index <= MAX_INDEX && (depth === TABLE_DEPTH || index >>> depth === 0);

/** Whether the node above `index` at `height` is a right child. */
const isRight = (index: number, height: number): boolean => ((index >>> height) & 1) === 1;

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

/** The proof of a slot of a table, as vaults want it. */
export const proveSlot = (table: MerkleTable, slot: number): readonly Hex[] =>
  trimSiblings(
    table.prove(slot).map((sibling) => bytesToHex(sibling)),
    slot,
  );

/**
 * The root above `leaf` at `index` of a tree of `depth`, or undefined where the proof is longer than the tree or reaches no
 * such index. Asserts that leaf and siblings are words; takes any index and any number of siblings.
 */
export function climbTree(leaf: Hex, index: number, siblings: readonly Hex[], depth: number): Hex | undefined {
  if (siblings.length > depth || !isLeafOf(siblings.length, index)) return undefined;
  // Above the proof every sibling is empty and every turn is to the left.
  const padded = [...siblings, ...EMPTY.slice(siblings.length, depth)];
  return padded.reduce(
    (node, sibling, height) => (isRight(index, height) ? sha256Words(sibling, node) : sha256Words(node, sibling)),
    leaf,
  );
}

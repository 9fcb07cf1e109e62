/**
 * Trees that the house builds and its vaults check: SHA-256, binary, of a fixed depth; the empty leaf is zero.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { assert } from "@novate/stdx";
import { sha256Words, uintWord } from "../abi/words.ts";

/** Sections of a house's vaults: vault 1 to 255. */
export const VAULTS_DEPTH = 8;
/** Payments of a vault, and its tokens. */
export const TABLE_DEPTH = 32;

/** Roots of empty trees by their depth. */
export const EMPTY: readonly Hex[] = Array.from({ length: TABLE_DEPTH }).reduce<Hex[]>(
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

export const isLeafOf = (depth: number, index: number): boolean =>
  Number.isInteger(index) && index >= 0 && index <= MAX_INDEX && (depth === TABLE_DEPTH || index >>> depth === 0);

/** Whether the node above `index` at `height` is a right child. */
export const isRight = (index: number, height: number): boolean => ((index >>> height) & 1) === 1;

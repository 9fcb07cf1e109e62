/**
 * Checks a proof as a vault does.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { sha256Words } from "../abi/words.ts";
import { EMPTY, isLeafOf, isRight } from "./shape.ts";

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

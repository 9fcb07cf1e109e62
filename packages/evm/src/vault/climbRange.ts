/**
 * Proofs of neighbours in a tree of the house: leaves that stand side by side, with what stands left and right of them.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { sha256Words } from "../abi/words.ts";
import { EMPTY, isLeafOf, isRight } from "./shape.ts";

/** From the bottom up; what is lacking at the end of `right` is empty. */
export interface RangeSides {
  readonly left: readonly Hex[];
  readonly right: readonly Hex[];
}

/**
 * The root above `leaves` from `first` on, or undefined where the sides do not fit or there is no such place. Work: a hash for each branch
 * above the leaves.
 */
export function climbRange(first: number, leaves: readonly Hex[], sides: RangeSides, depth: number): Hex | undefined {
  const last = first + leaves.length - 1;
  if (leaves.length === 0 || !isLeafOf(depth, first) || !isLeafOf(depth, last)) return undefined;
  let nodes = [...leaves];
  let [lefts, rights] = [0, 0];
  for (let height = 0; height < depth; height++) {
    const empty = EMPTY[height]!;
    if (isRight(first, height)) {
      const left = sides.left[lefts++];
      if (left === undefined) return undefined;
      nodes.unshift(left);
    }
    if (!isRight(last, height)) nodes.push(sides.right[rights++] ?? empty);
    const above: Hex[] = [];
    for (let at = 0; at < nodes.length; at += 2) above.push(sha256Words(nodes[at]!, nodes[at + 1]!));
    nodes = above;
  }
  const isWhole = lefts === sides.left.length && rights >= sides.right.length;
  return isWhole ? nodes[0] : undefined;
}

/**
 * Makes the proof of neighbours of the proofs of the first and the last of them.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import type { RangeSides } from "./climbRange.ts";
import { EMPTY, isRight } from "./shape.ts";

/** What stands beside leaves `first` to `last`, of the proofs of both. */
export function rangeSides(
  first: number,
  last: number,
  proofs: { readonly first: readonly Hex[]; readonly last: readonly Hex[] },
  depth: number,
): RangeSides {
  const heights = Array.from({ length: depth }, (_, height) => height);
  const left = heights.filter((height) => isRight(first, height)).map((height) => proofs.first[height]!);
  const at = (height: number): Hex => proofs.last[height] ?? EMPTY[height]!;
  const beside = heights.filter((height) => !isRight(last, height));
  while (beside.length > 0 && at(beside.at(-1)!) === EMPTY[beside.at(-1)!]) beside.pop();
  return { left, right: beside.map(at) };
}

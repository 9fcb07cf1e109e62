/** Goal: a proof of neighbours shows these leaves at these places, and nothing else can be shown. Method: ranges of a sparse tree at random; proofs harmed. */
import type { Hex } from "@novate/codec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hashText, uintWord } from "../abi/words.ts";
import { climbRange } from "./climbRange.ts";
import { rangeSides } from "./rangeSides.ts";
import { TABLE_DEPTH } from "./shape.ts";
import { sparseTree } from "./sparseTree.ts";

const place = fc.integer({ min: 0, max: 200 });

test("EXIT-111 leaves side by side, empty ones among them, lead to the root; another leaf, place or side does not", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(place, { maxLength: 40 }),
      place,
      fc.integer({ min: 1, max: 64 }),
      (taken, first, count) => {
        const tree = sparseTree(new Map(taken.map((index) => [index, hashText(`leaf ${index}`)])), TABLE_DEPTH);
        const leafAt = (index: number): Hex => (taken.includes(index) ? hashText(`leaf ${index}`) : uintWord(0));
        const leaves = Array.from({ length: count }, (_, at) => leafAt(first + at));
        const last = first + count - 1;
        const sides = rangeSides(first, last, { first: tree.prove(first), last: tree.prove(last) }, TABLE_DEPTH);
        const climb = (at: number, shown: readonly Hex[], beside = sides) => climbRange(at, shown, beside, TABLE_DEPTH);
        expect(climb(first, leaves)).toBe(tree.root);
        expect(climb(first, [...leaves.slice(1), hashText("another")])).not.toBe(tree.root);
        expect(climb(first, leaves, { ...sides, left: [...sides.left, uintWord(1)] })).toBeUndefined();
        expect(climb(first, [])).toBeUndefined();
      },
    ),
    { numRuns: 200 },
  );
});

test("no range goes beyond the tree", () => {
  expect(climbRange(0xffff_ffff, [uintWord(1), uintWord(2)], { left: [], right: [] }, TABLE_DEPTH)).toBeUndefined();
  expect(climbRange(-1, [uintWord(1)], { left: [], right: [] }, TABLE_DEPTH)).toBeUndefined();
});

/**
 * Goal: a proof shows the leaf that stands at an index, and no other can be shown.
 * Method: the engine's own tables as a second voice at depth 32, a twin that hashes every leaf at small depths, proofs harmed.
 */
import { bytesToHex, type Hex, hexToBytes, MerkleTable } from "@novate/codec";
import { AssertionFailed, createRandom } from "@novate/stdx";
import { describe, expect, test } from "vitest";
import { hashText, sha256Words, uintWord } from "../abi/words.ts";
import { climbTree } from "./climbTree.ts";
import { emptyRoot, TABLE_DEPTH, VAULTS_DEPTH } from "./shape.ts";
import { proveSlot, sparseTree } from "./sparseTree.ts";

const leafOf = (index: number): Hex => hashText(`leaf ${index}`);
const leavesAt = (indices: readonly number[]) => new Map(indices.map((index) => [index, leafOf(index)]));

function wholeRoot(leaves: ReadonlyMap<number, Hex>, depth: number): Hex {
  let level = Array.from({ length: 2 ** depth }, (_, index) => leaves.get(index) ?? uintWord(0));
  while (level.length > 1) level = level.flatMap((left, at) => (at % 2 ? [] : [sha256Words(left, level[at + 1]!)]));
  return level[0]!;
}

describe("CSTD-203 trees of a fixed depth", () => {
  test("an empty tree is that of zero leaves, and its root is not zero", () => {
    expect(emptyRoot(0)).toBe(uintWord(0));
    expect(emptyRoot(VAULTS_DEPTH)).toBe(wholeRoot(new Map(), VAULTS_DEPTH));
    expect(emptyRoot(TABLE_DEPTH)).toBe(bytesToHex(new MerkleTable().root()));
    expect(sparseTree(new Map(), TABLE_DEPTH).root).toBe(emptyRoot(TABLE_DEPTH));
    expect(() => emptyRoot(33)).toThrow(AssertionFailed);
  });

  test("a root is that of every leaf hashed, wherever the leaves stand", () => {
    const random = createRandom(1);
    for (let round = 0; round < 30; round++) {
      const indices = Array.from({ length: random.nextInt(0, 20) }, () => random.nextInt(0, 255));
      const leaves = leavesAt(indices);
      expect(sparseTree(leaves, VAULTS_DEPTH).root).toBe(wholeRoot(leaves, VAULTS_DEPTH));
    }
    expect(() => sparseTree(leavesAt([256]), VAULTS_DEPTH)).toThrow(AssertionFailed);
  });

  test("the engine's tables have the same roots and the same proofs", () => {
    const indices = [0, 1, 2, 5, 70, 2 ** 31, 2 ** 32 - 1];
    const tree = sparseTree(leavesAt(indices), TABLE_DEPTH);
    const table = new MerkleTable();
    table.setLeaves(new Map(indices.map((index) => [index, hexToBytes(leafOf(index))])));
    expect(tree.root).toBe(bytesToHex(table.root()));
    for (const index of [...indices, 3, 71]) expect(tree.prove(index)).toEqual(proveSlot(table, index));
  });
});

describe("CSTD-204 proofs without empty ends", () => {
  test("are as long as the tree is full", () => {
    const lengths = (indices: readonly number[], index: number) =>
      sparseTree(leavesAt(indices), TABLE_DEPTH).prove(index).length;
    expect(lengths([0], 0)).toBe(0);
    expect(lengths([1], 1)).toBe(1);
    expect(lengths([0, 1], 0)).toBe(1);
    expect(lengths([5], 5)).toBe(3); // its sibling to the left is empty and stays
    expect(lengths([0, 9], 0)).toBe(4);
    expect(lengths([2 ** 32 - 1], 2 ** 32 - 1)).toBe(32);
  });

  test("show each leaf, and an empty place, at no other index", () => {
    for (const depth of [VAULTS_DEPTH, TABLE_DEPTH]) {
      const tree = sparseTree(leavesAt([1, 2, 3, 200]), depth);
      for (const index of [1, 2, 3, 200, 4, 201]) {
        const isEmpty = index === 4 || index === 201;
        const leaf = isEmpty ? uintWord(0) : leafOf(index);
        const proof = tree.prove(index);
        // Beside an empty place may stand another, of the same hash.
        const beside = isEmpty ? -1 : index ^ 1;
        expect(climbTree(leaf, index, proof, depth)).toBe(tree.root);
        for (const other of [0, beside, index + 256, index + 2 ** 32, -index, index + 0.5, Number.NaN])
          expect(climbTree(leaf, other, proof, depth), `${other}`).not.toBe(tree.root);
        for (const at of proof.keys()) {
          expect(climbTree(leaf, index, proof.with(at, leafOf(99)), depth)).not.toBe(tree.root);
          expect(climbTree(leaf, index, proof.toSpliced(at, 1), depth)).not.toBe(tree.root);
        }
        expect(climbTree(leafOf(99), index, proof, depth)).not.toBe(tree.root);
      }
    }
  });

  test("may name their empty ends, up to the depth and no further", () => {
    const tree = sparseTree(leavesAt([0, 1]), VAULTS_DEPTH);
    const proof = [...tree.prove(1), ...Array.from({ length: 7 }, (_, at) => emptyRoot(at + 1))];
    expect(climbTree(leafOf(1), 1, proof, VAULTS_DEPTH)).toBe(tree.root);
    expect(climbTree(leafOf(1), 1, [...proof, emptyRoot(8)], VAULTS_DEPTH)).toBeUndefined();
  });
});

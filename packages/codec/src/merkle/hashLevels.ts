/**
 * Fills in the hashes of fresh branches, a level at a time from the leaves up.
 *
 * @module
 */
import type { BranchNode, Node } from "@chainsafe/persistent-merkle-tree";
import { hashPairs } from "./hashPairs.ts";

/** Pairs hashed in one call: enough to fill the vector units, small enough to stay in the first cache. */
const BATCH = 64;
const input = new Uint8Array(BATCH * 64);
const output = new Uint8Array(BATCH * 32);
const inputWords = new Int32Array(input.buffer);
const outputWords = new Int32Array(output.buffer);

/** Hashes `levels[0]`, then `levels[1]`, …; the children of a branch are leaves or stand in an earlier level. */
export function hashLevels(levels: readonly (readonly BranchNode[])[]): void {
  for (const branches of levels)
    for (let start = 0; start < branches.length; start += BATCH) hashBatch(branches, start);
}

function hashBatch(branches: readonly BranchNode[], start: number): void {
  const count = Math.min(BATCH, branches.length - start);
  for (let index = 0; index < count; index++) {
    const { left, right } = branches[start + index]!;
    readHash(left, index * 16);
    readHash(right, index * 16 + 8);
  }
  hashPairs(input.subarray(0, count * 64), output.subarray(0, count * 32));
  for (let index = 0; index < count; index++) writeHash(branches[start + index]!, index * 8);
}

function readHash(node: Node, at: number): void {
  inputWords[at] = node.h0;
  inputWords[at + 1] = node.h1;
  inputWords[at + 2] = node.h2;
  inputWords[at + 3] = node.h3;
  inputWords[at + 4] = node.h4;
  inputWords[at + 5] = node.h5;
  inputWords[at + 6] = node.h6;
  inputWords[at + 7] = node.h7;
}

function writeHash(node: Node, at: number): void {
  node.h0 = outputWords[at]!;
  node.h1 = outputWords[at + 1]!;
  node.h2 = outputWords[at + 2]!;
  node.h3 = outputWords[at + 3]!;
  node.h4 = outputWords[at + 4]!;
  node.h5 = outputWords[at + 5]!;
  node.h6 = outputWords[at + 6]!;
  node.h7 = outputWords[at + 7]!;
}

/** Goal: the incremental root is that of the leaves, however they came to be. Method: a naive twin that rehashes all. */
import { createRandom, type Random } from "@novate/stdx";
import { describe, expect, test } from "vitest";
import { hashBytes } from "../hash.ts";
import { TABLE_DEPTH } from "./depth.ts";
import { hashPairs, hashPairsPortable } from "./hashPairs.ts";
import { MerkleTable } from "./merkleTable.ts";
import { hashPair } from "./stateRoot.ts";

/** The root of sparse leaves, level by level over a map, with nothing kept. */
function naiveRoot(leaves: ReadonlyMap<number, Uint8Array>): Uint8Array {
  let level = new Map(leaves);
  let zero: Uint8Array = new Uint8Array(32);
  for (let height = 0; height < TABLE_DEPTH; height++) {
    const parents = new Map<number, Uint8Array>();
    for (const index of level.keys()) {
      const parent = Math.floor(index / 2);
      parents.set(parent, hashPair(level.get(2 * parent) ?? zero, level.get(2 * parent + 1) ?? zero));
    }
    level = parents;
    zero = hashPair(zero, zero);
  }
  return level.get(0) ?? zero;
}

const anyLeaf = (random: Random): Uint8Array =>
  hashBytes(Uint8Array.of(random.nextInt(0, 255), random.nextInt(0, 255)));

describe("MerkleTable", () => {
  test("random histories of changes and deletions agree with the naive twin", () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = createRandom(seed);
      const table = new MerkleTable();
      const leaves = new Map<number, Uint8Array>();
      for (let step = 0; step < 12; step++) {
        const changes = new Map<number, Uint8Array | null>();
        for (let left = random.nextInt(0, 40); left > 0; left--) {
          // Mostly dense slots, now and then one of the far end.
          const slot = random.nextInt(0, 9) === 0 ? 2 ** 32 - 1 - random.nextInt(0, 2) : random.nextInt(0, 70);
          changes.set(slot, random.nextInt(0, 3) === 0 ? null : anyLeaf(random));
        }
        table.setLeaves(changes);
        for (const [slot, leaf] of changes) leaf === null ? leaves.delete(slot) : leaves.set(slot, leaf);
        expect(table.root(), `seed ${seed}, step ${step}`).toEqual(naiveRoot(leaves));
      }
    }
  });

  test("built at once or leaf by leaf, in any order, the root is one", () => {
    const random = createRandom("order");
    const leaves = Array.from({ length: 300 }, (_, slot) => [slot, anyLeaf(random)] as const);
    const atOnce = new MerkleTable();
    atOnce.setLeaves(new Map(leaves));
    const oneByOne = new MerkleTable();
    for (const leaf of leaves.toReversed()) oneByOne.setLeaves(new Map([leaf]));
    expect(oneByOne.root()).toEqual(atOnce.root());
  });

  test("cleared to the last leaf, it is the empty table again", () => {
    const table = new MerkleTable();
    const empty = table.root();
    table.setLeaves(new Map([[5, hashBytes(new Uint8Array(1))]]));
    expect(table.root()).not.toEqual(empty);
    table.setLeaves(new Map([[5, null]]));
    expect(table.root()).toEqual(empty);
  });

  test("the empty root is the 32nd zero hash of Ethereum's deposit tree", () => {
    // The deposit contract has the same shape; its empty tree is this hash with a length of zero mixed in:
    // 0xd70a234731285c6804c2a4f56711ddb8c82c99740f207854891028af34e27e5e.
    const deposits = hashPair(new MerkleTable().root(), new Uint8Array(32));
    expect(Buffer.from(deposits).toString("hex")).toBe(
      "d70a234731285c6804c2a4f56711ddb8c82c99740f207854891028af34e27e5e",
    );
  });
});

test("the native and the portable hash of pairs agree", () => {
  const random = createRandom("pairs");
  for (const pairs of [1, 2, 3, 15, 16, 17, 64]) {
    const input = Uint8Array.from({ length: pairs * 64 }, () => random.nextInt(0, 255));
    const [native, portable] = [new Uint8Array(pairs * 32), new Uint8Array(pairs * 32)];
    hashPairs(input, native);
    hashPairsPortable(input, portable);
    expect(native).toEqual(portable);
  }
});

/** Goal: only the row that is committed is ever proven. Method: true proofs, then every way to forge one. */
import { describe, expect, test } from "vitest";
import { decode, encode } from "../encode.ts";
import { hashBytes } from "../hash.ts";
import { bytesToHex, type Hex, hexToBytes } from "../hex.ts";
import { commitTables } from "./index.ts";
import { MerkleTable } from "./merkleTable.ts";
import { proveRow, RowProof, verifyRowProof } from "./rowProof.ts";
import { hashPair } from "./stateRoot.ts";

const row = (table: number, slot: number): Uint8Array => Uint8Array.of(table, slot, 0xaa, 0xbb);
const tables = [0, 1, 2].map((table) => {
  const tree = new MerkleTable();
  tree.setLeaves(new Map([0, 1, 2, 6].map((slot) => [slot, hashBytes(row(table, slot))])));
  return tree;
});
const stateRoot = bytesToHex(commitTables(tables.map((table) => table.root())));
const proof = proveRow(tables, 1, 2, row(1, 2));

describe("verifyRowProof", () => {
  test("accepts every row that stands in the state", () => {
    for (const table of [0, 1, 2])
      for (const slot of [0, 1, 2, 6])
        expect(verifyRowProof(stateRoot, proveRow(tables, table, slot, row(table, slot)))).toBe(true);
  });

  test("refuses a proof with any one bit flipped", () => {
    const bytes = encode(RowProof, proof);
    let decodable = 0;
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const forged = bytes.slice();
      forged[bit >> 3]! ^= 1 << (bit & 7);
      const decoded = decode(RowProof, forged);
      if (!decoded.ok) continue;
      decodable++;
      expect(verifyRowProof(stateRoot, decoded.value), `bit ${bit}`).toBe(false);
    }
    // All but the flips in offsets reach the verifier.
    expect(decodable).toBeGreaterThan(bytes.length * 8 - 12 * 8 - 1);
  });

  test("refuses under a root with any one bit flipped", () => {
    const root = hexToBytes(stateRoot);
    for (let bit = 0; bit < 256; bit++) {
      const other = root.slice();
      other[bit >> 3]! ^= 1 << (bit & 7);
      expect(verifyRowProof(bytesToHex(other), proof)).toBe(false);
    }
  });

  const zero: Hex = `0x${"00".repeat(32)}`;
  const forgeries: readonly [string, Partial<RowProof>][] = [
    ["no siblings", { siblings: [] }],
    ["a sibling too few", { siblings: proof.siblings.slice(1) }],
    ["a sibling too many", { siblings: [...proof.siblings, zero] }],
    ["a table sibling too few", { tableSiblings: proof.tableSiblings.slice(1) }],
    ["a slot that aliases by 2^32", { slot: proof.slot + 2 ** 32 }],
    ["a table that aliases by 2^6", { table: proof.table + 64 }],
    ["a negative slot", { slot: -2 }],
    ["a fractional slot", { slot: 2.5 }],
    ["no slot at all", { slot: Number.NaN }],
    ["the row of another slot", { slot: 1 }],
    ["the row of another table", { table: 2 }],
    ["no row", { rowBytes: "0x" }],
    ["a row with a byte more", { rowBytes: `${proof.rowBytes}00` }],
    // A branch passed off as a row: its 64 bytes hash to the branch, one level up.
    [
      "a branch as row",
      {
        slot: proof.slot >> 1,
        rowBytes: `0x${proof.siblings[0]!.slice(2)}${bytesToHex(hashBytes(row(1, 2))).slice(2)}`,
        siblings: proof.siblings.slice(1),
      },
    ],
  ];
  test.each(forgeries)("refuses %s", (_, change) => {
    expect(verifyRowProof(stateRoot, { ...proof, ...change })).toBe(false);
  });

  test("refuses an empty slot claimed for a row of no bytes", () => {
    expect(verifyRowProof(stateRoot, proveRow(tables, 1, 3, new Uint8Array(0)))).toBe(false);
  });
});

test("the state root of one table is its root under five zero branches", () => {
  const root = tables[0]!.root();
  let expected = root;
  let zero: Uint8Array = new Uint8Array(32);
  for (let depth = 0; depth < 6; depth++) {
    expected = hashPair(expected, zero);
    zero = hashPair(zero, zero);
  }
  expect(commitTables([root])).toEqual(expected);
});

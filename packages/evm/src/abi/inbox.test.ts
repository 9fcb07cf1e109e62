/**
 * Goal: the inbox commits to every field of every entry, to their order, and to its house, chain and vault.
 * Method: each changed alone. That the hashes are the contract's is in `vectors.test.ts`.
 */
import type { Hex } from "@novate/codec";
import { AssertionFailed } from "@novate/stdx";
import { expect, test } from "vitest";
import { type InboxEntry, inboxChunk, inboxLeaf, inboxNext, inboxStart } from "./inbox.ts";
import { hashText } from "./words.ts";

const address = (byte: string): Hex => `0x${byte.repeat(20)}`;

const entry: InboxEntry = {
  index: 5n,
  kind: 1,
  timeSec: 1_700_000_000n,
  sender: address("a1"),
  ownerChain: 8_453n,
  owner: address("a2"),
  segmentId: 3,
  accountId: 4,
  token: address("a3"),
  amount: 1_000_000n,
  data: "0x0102",
};

const changed: Readonly<Partial<InboxEntry>>[] = [
  { index: 6n },
  { kind: 2 },
  { timeSec: 1_700_000_001n },
  { sender: address("a4") },
  { ownerChain: 0n },
  { owner: address("a4") },
  { segmentId: 4 },
  { accountId: 3 },
  { token: address("a4") },
  { amount: 1_000_001n },
  { data: "0x010200" },
  { data: "0x" },
];

test("every field counts", () => {
  expect(new Set(changed.flatMap(Object.keys))).toEqual(new Set(Object.keys(entry)));
  const leaves = new Set([entry, ...changed.map((change) => ({ ...entry, ...change }))].map(inboxLeaf));
  expect(leaves.size).toBe(changed.length + 1);
});

test.each<Partial<InboxEntry>>([
  { index: 2n ** 64n },
  { kind: 256 },
  { timeSec: -1n },
  { ownerChain: 2n ** 64n },
  { segmentId: 65_536 },
  { accountId: 2 ** 32 },
  { amount: 2n ** 256n },
  { sender: "0x00" },
  { data: "0x0" },
])("a value that its type does not hold is the caller's bug: %o", (change) => {
  expect(() => inboxLeaf({ ...entry, ...change })).toThrow(AssertionFailed);
});

test("house, chain and vault count from the start, and chains above 2^16 have a place", () => {
  const [house, twin] = [hashText("house"), hashText("twin")];
  const starts = [
    inboxStart(house, 1n, address("01")),
    inboxStart(twin, 1n, address("01")),
    inboxStart(house, 84_532n, address("01")),
    inboxStart(house, 1n, address("02")),
    inboxStart(house, 2n ** 64n - 1n, address("01")),
  ];
  expect(new Set(starts).size).toBe(starts.length);
  expect(() => inboxStart(house, 2n ** 64n, address("01"))).toThrow(AssertionFailed);
});

test("order counts", () => {
  const start = inboxStart(hashText("house"), 1n, address("01"));
  const [left, right] = [inboxLeaf(entry), inboxLeaf({ ...entry, index: 6n })];
  expect(inboxNext(inboxNext(start, left), right)).not.toBe(inboxNext(inboxNext(start, right), left));
});

test("sixty-four entries share a chunk", () => {
  expect([0n, 63n, 64n, 127n, 128n].map(inboxChunk)).toEqual([0n, 0n, 1n, 1n, 2n]);
});

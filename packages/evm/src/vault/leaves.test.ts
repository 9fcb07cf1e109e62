/** Goal: every field of a leaf and of what is signed counts, in its type. Method: each changed alone; the bytes are in `vectors/custody`. */
import type { Hex } from "@novate/codec";
import { AssertionFailed } from "@novate/stdx";
import { describe, expect, test } from "vitest";
import { hashText } from "../abi/words.ts";
import { checkpointDigest, refreshDigest, rotationDigest } from "./digests.ts";
import { domainSeparator } from "./domain.ts";
import { assetLeaf, type OutboxLeaf, outboxIndex, outboxLeaf, sectionLeaf } from "./leaves.ts";
import { appointDigest, liftDigest, rearmDigest, replacementDigest, termsDigest } from "./orders.ts";

const address = (byte: string): Hex => `0x${byte.repeat(20)}`;
const hash = hashText;

const section = {
  chainId: 1n,
  vault: address("a1"),
  inboxCount: 2n,
  inboxAcc: hash("acc"),
  outboxRoot: hash("outbox"),
  assetsRoot: hash("assets"),
};
const row: OutboxLeaf = {
  nonce: 1n,
  token: address("a1"),
  recipient: address("a2"),
  amount: 5n,
  lane: "main",
  cumulative: 5n,
};
const asset = {
  assetId: 3,
  token: address("a1"),
  consumedCum: 7n,
  queuedCum: { main: 1n, small: 2n, sentBack: 3n },
  claimTotal: 0n,
  ratesHash: hash("rates"),
};
const checkpoint = {
  epoch: 1n,
  height: 2n,
  timeMs: 600_000n,
  previous: hash("previous"),
  stateRoot: hash("state"),
  claimsRoot: hash("claims"),
  vaultsRoot: hash("vaults"),
  setHash: hash("set"),
};
const place = { chainId: 1n, vault: address("a1"), number: 0n };
const house = hash("house");

/** Asserts that each change alone gives another hash. */
function expectDistinct<T>(hashOf: (value: T) => Hex, base: T, changes: readonly Partial<T>[]): void {
  expect(new Set(changes.flatMap((change) => Object.keys(change as object)))).toEqual(
    new Set(Object.keys(base as object)),
  );
  const hashes = new Set([base, ...changes.map((change) => ({ ...base, ...change }))].map(hashOf));
  expect(hashes.size).toBe(changes.length + 1);
}

describe("CSTD-202 leaves", () => {
  test("every field counts", () => {
    expectDistinct(sectionLeaf, section, [
      { chainId: 2n ** 64n - 1n },
      { vault: address("a2") },
      { inboxCount: 3n },
      { inboxAcc: hash("x") },
      { outboxRoot: hash("x") },
      { assetsRoot: hash("x") },
      { outboxRoot: section.assetsRoot, assetsRoot: section.outboxRoot },
    ]);
    expectDistinct(outboxLeaf, row, [
      { nonce: 2n },
      { token: address("a2") },
      { recipient: address("a1") },
      { amount: 6n },
      { lane: "small" },
      { lane: "sentBack" },
      { cumulative: 2n ** 128n - 1n },
    ]);
    expectDistinct(assetLeaf, asset, [
      { assetId: 4 },
      { token: address("a2") },
      { consumedCum: 8n },
      { queuedCum: { main: 2n, small: 1n, sentBack: 3n } },
      { queuedCum: { main: 1n, small: 2n, sentBack: 4n } },
      { claimTotal: 1n },
      { ratesHash: hash("x") },
    ]);
  });

  test("a value that its type does not hold is the caller's bug", () => {
    expect(() => sectionLeaf({ ...section, inboxAcc: "0x00" })).toThrow(AssertionFailed);
    expect(() => sectionLeaf({ ...section, chainId: 2n ** 64n })).toThrow(AssertionFailed);
    expect(() => outboxLeaf({ ...row, amount: 2n ** 96n })).toThrow(AssertionFailed);
    expect(() => outboxLeaf({ ...row, lane: "other" as "main" })).toThrow(AssertionFailed);
    expect(() => assetLeaf({ ...asset, claimTotal: 2n ** 128n })).toThrow(AssertionFailed);
  });

  test("a payment stands at its nonce modulo 2^32", () => {
    expect([1n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 64n - 1n].map(outboxIndex)).toEqual([1, 2 ** 32 - 1, 0, 2 ** 32 - 1]);
  });
});

describe("CSTD-201 digests", () => {
  test("every field of a checkpoint counts, and the house", () => {
    expectDistinct((value) => checkpointDigest(house, value), checkpoint, [
      { epoch: 2n },
      { height: 3n },
      { timeMs: 600_001n },
      { previous: hash("x") },
      { stateRoot: hash("x") },
      { claimsRoot: hash("x") },
      { vaultsRoot: hash("x") },
      { setHash: hash("x") },
    ]);
    expect(checkpointDigest(hash("twin"), checkpoint)).not.toBe(checkpointDigest(house, checkpoint));
    expect(domainSeparator(hash("twin"))).not.toBe(domainSeparator(house));
  });

  test("an order is good for one purpose, at one vault of one chain of one house, in one turn", () => {
    const [one, two] = [hash("one"), hash("two")];
    const terms = { token: address("a1"), capAtoms: 1n, floorAtoms: 2n };
    const digests = [
      rotationDigest(house, one, two, 2n),
      rotationDigest(house, two, one, 2n),
      rotationDigest(house, one, two, 3n),
      refreshDigest(house, one, 2n),
      termsDigest(house, place, terms),
      termsDigest(house, place, { ...terms, capAtoms: 2n }),
      appointDigest(house, place, [address("a1")]),
      appointDigest(house, place, [address("a1"), address("a2")]),
      rearmDigest(house, place),
      rearmDigest(house, { ...place, number: 1n }),
      rearmDigest(house, { ...place, chainId: 2n }),
      rearmDigest(house, { ...place, vault: address("a2") }),
      rearmDigest(hash("twin"), place),
      liftDigest(house, place),
      replacementDigest(house, place, one),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});

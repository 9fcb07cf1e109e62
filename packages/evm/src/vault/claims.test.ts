/** Goal: a claim's leaf is `sha256(abi.encode(…))` of its fields, and each of them tells. Method: the same words, one by one. */
import { bytesToHex, hashBytes, hexToBytes, keccak256 } from "@novate/codec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addressWord, hashText, sha256Words, uintWord } from "../abi/words.ts";
import { type ClaimLeaf, claimLeaf, claimLeafBytes, keptHash, ratesHash } from "./claims.ts";

const u = (bits: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n });
const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const address = fc.uint8Array({ minLength: 20, maxLength: 20 }).map(bytesToHex);
const kept = fc.array(fc.record({ assetId: u32, amountAtoms: u(128) }), { maxLength: 5 });
const parts = fc.record({
  idleAtoms: u(128),
  holderAtoms: u(128),
  gainAtoms: u(128),
  juniorAtoms: u(128),
  seniorAtoms: u(128),
});
const claim = fc.record({ accountId: u32, segmentId: u32, exitAddress: address, exitChain: u(64), parts, kept });

test("the leaf of a claim is the hash of its words", () => {
  fc.assert(
    fc.property(claim, (each) => {
      const { accountId, segmentId, exitAddress, exitChain, parts: part } = each;
      const amounts = [part.idleAtoms, part.holderAtoms, part.gainAtoms, part.juniorAtoms, part.seniorAtoms];
      const own = each.kept.flatMap(({ assetId, amountAtoms }) => [uintWord(assetId), uintWord(amountAtoms)]);
      const keptWords = hexToBytes(`0x${own.map((word) => word.slice(2)).join("")}`);
      const leaf = sha256Words(
        hashText("novate.claim.v1"),
        uintWord(accountId),
        uintWord(segmentId),
        addressWord(exitAddress),
        uintWord(exitChain),
        ...amounts.map((amount) => uintWord(amount)),
        bytesToHex(keccak256(keptWords)),
      );
      expect(claimLeaf(each)).toBe(leaf);
      expect(claimLeafBytes(each).length).toBe(hashBytes(new Uint8Array(0)).length);
    }),
    { numRuns: 500 },
  );
});

const ZERO: ClaimLeaf = {
  accountId: 1,
  segmentId: 1,
  exitAddress: `0x${"11".repeat(20)}`,
  exitChain: 0,
  parts: { idleAtoms: 0n, holderAtoms: 0n, gainAtoms: 0n, juniorAtoms: 0n, seniorAtoms: 0n },
  kept: [],
};

test.each([
  ["an account above 32 bits", { accountId: 2 ** 32 }],
  ["a part below zero", { parts: { ...ZERO.parts, gainAtoms: -1n } }],
  ["a part above 128 bits", { parts: { ...ZERO.parts, idleAtoms: 1n << 128n } }],
  ["an address that is none", { exitAddress: "0x11" as const }],
])("asserts against %s", (_, change) => {
  expect(() => claimLeaf({ ...ZERO, ...change })).toThrow();
});

test("nothing kept and no rate have the hash of no words", () => {
  const nothing = bytesToHex(keccak256(new Uint8Array(0)));
  expect([keptHash([]), ratesHash([])]).toEqual([nothing, nothing]);
  const rate = { segmentId: 3, rate: 1n << 200n, holderKept: 1n, gainKept: 2n, juniorKept: 3n, seniorKept: 1n << 64n };
  expect(ratesHash([rate])).not.toBe(ratesHash([{ ...rate, gainKept: 3n }]));
});

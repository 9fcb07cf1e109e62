/** Goal: a set is what a vault takes, its quorum more than two thirds, its signatures in the vault's form. Method: tables at the edges. */
import type { Hex } from "@novate/codec";
import { AssertionFailed } from "@novate/stdx";
import { describe, expect, test } from "vitest";
import { hashText, uintWord } from "../abi/words.ts";
import { compactSignature, fullSignature, packSignatures, powerOf } from "./signatures.ts";
import {
  isQuorum,
  MAX_SIGNERS,
  type SignerSet,
  signerSet,
  signerSetFault,
  signerSetHash,
  signerWord,
  wordToSigner,
} from "./signerSet.ts";

const address = (number: number): Hex => `0x${number.toString(16).padStart(40, "0")}`;
const house = hashText("house");
const set = signerSet(1n, [
  { address: address(0xb0), power: 3n },
  { address: address(0xa0), power: 2n },
  { address: address(0xc0), power: 2n ** 95n },
]);

describe("CSTD-205 sets of signers", () => {
  test("words ascend, each address before its power", () => {
    expect(set.total).toBe(2n ** 95n + 5n);
    expect(set.words.map(wordToSigner).map((signer) => signer.address)).toEqual([0xa0, 0xb0, 0xc0].map(address));
    expect(BigInt(signerWord({ address: address(7), power: 9 }))).toBe((7n << 96n) | 9n);
    expect(wordToSigner(set.words[2]!).power).toBe(2n ** 95n);
  });

  test("house, kind, epoch, total and every word count", () => {
    const hashes = [
      signerSetHash(house, "hot", set),
      signerSetHash(house, "cold", set),
      signerSetHash(hashText("twin"), "hot", set),
      signerSetHash(house, "hot", { ...set, epoch: 2n }),
      signerSetHash(house, "hot", { ...set, total: 6n }),
      signerSetHash(house, "hot", { ...set, words: set.words.slice(1) }),
      signerSetHash(house, "hot", { ...set, words: set.words.toReversed() }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  const word = (place: number, power: bigint): Hex => signerWord({ address: address(place), power });
  test.each<[string | undefined, Omit<SignerSet, "epoch">]>([
    [undefined, { total: 1n, words: [word(1, 1n)] }],
    ["EmptySet", { total: 0n, words: [] }],
    ["TooManySigners", { total: 101n, words: Array.from({ length: MAX_SIGNERS + 1 }, (_, n) => word(n + 1, 1n)) }],
    ["NotAscending", { total: 2n, words: [word(2, 1n), word(1, 1n)] }],
    ["NotAscending", { total: 3n, words: [word(1, 1n), word(1, 2n)] }],
    ["NotAscending", { total: 1n, words: [word(0, 1n)] }],
    ["ZeroPower", { total: 0n, words: [word(1, 0n)] }],
    ["TotalDiffers", { total: 2n, words: [word(1, 1n)] }],
  ])("%s", (fault, { total, words }) => {
    expect(signerSetFault({ epoch: 1n, total, words })).toBe(fault);
  });

  test("a set that no vault takes is the caller's bug", () => {
    expect(() => signerSet(1n, [])).toThrow(AssertionFailed);
    expect(() => signerSet(1n, [{ address: address(1), power: 2n ** 96n }])).toThrow(AssertionFailed);
    const twice = { address: address(1), power: 1n };
    expect(() => signerSet(1n, [twice, twice])).toThrow(AssertionFailed);
  });
});

test("CSTD-206 a quorum is more than two thirds: equality is none", () => {
  expect([2n, 3n].map((signed) => isQuorum(signed, 3n))).toEqual([false, true]);
  expect([66n, 67n].map((signed) => isQuorum(signed, 100n))).toEqual([false, true]);
  expect(isQuorum(0n, 0n)).toBe(false);
  const most = 2n ** 96n - 1n;
  expect([(2n * most) / 3n, (2n * most) / 3n + 1n].map((signed) => isQuorum(signed, most))).toEqual([false, true]);
});

describe("CSTD-207 signatures", () => {
  const r = hashText("r");
  const s = uintWord(5n);
  const full = (v: string, low: Hex = s): Hex => `${r}${low.slice(2)}${v}`;
  const half = 0x7fff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_5d57_6e73_57a4_501d_dfe9_2f46_681b_20a0n;

  test("have 64 bytes, the parity in the highest bit of s", () => {
    expect(compactSignature(full("1b"))).toBe(`${r}${s.slice(2)}`);
    expect(compactSignature(full("1c"))).toBe(`${r}80${s.slice(4)}`);
    for (const v of ["1b", "1c"]) expect(fullSignature(compactSignature(full(v))!)).toBe(full(v));
  });

  test.each<[string, Hex]>([
    ["another v", full("1d")],
    ["v of 0", full("00")],
    ["a high s", full("1b", uintWord(half + 1n))],
    ["an s of zero", full("1b", uintWord(0))],
    ["an r of zero", `${uintWord(0)}${s.slice(2)}1b`],
    ["64 bytes", full("")],
    ["66 bytes", full("1b00")],
  ])("refused: %s", (_, signature) => {
    expect(compactSignature(signature)).toBeUndefined();
  });

  test("the highest s is taken", () => {
    expect(compactSignature(full("1c", uintWord(half)))).toBeDefined();
  });

  test("follow in the order of the words behind their bits, strangers left out", () => {
    const compactOf = (byte: string): Hex => `0x${byte.repeat(64)}`;
    const packed = packSignatures(
      set,
      new Map([
        [address(0xc0), compactOf("0c")],
        [address(0xa0), compactOf("0a")],
        [address(0xd0), compactOf("0d")],
      ]),
    );
    expect(packed).toEqual({ signers: 0b101n, compact: `0x${"0a".repeat(64)}${"0c".repeat(64)}` });
    expect(powerOf(set, packed.signers)).toBe(2n + 2n ** 95n);
    expect(powerOf(set, 0n)).toBe(0n);
    expect(() => powerOf(set, 8n)).toThrow(AssertionFailed);
  });
});

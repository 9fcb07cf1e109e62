/** Goal: words are those of the contract ABI, and nothing that does not fit is read. Method: tables and laws. */
import type { Hex } from "@novate/codec";
import { AssertionFailed } from "@novate/stdx";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addressWord, hashText, hashWords, uintWord, wordToAddress, wordToUint } from "./words.ts";

const word = (digits: string): Hex => `0x${digits.padStart(64, "0")}`;
const ADDRESS: Hex = `0x${"f0".repeat(20)}`;

test("a uint is big-endian behind zeros, and one that does not fit is the caller's bug", () => {
  expect(uintWord(0)).toBe(word(""));
  expect(uintWord(0x1234n)).toBe(word("1234"));
  expect(uintWord(2n ** 64n - 1n, 64)).toBe(word("f".repeat(16)));
  expect(uintWord(2n ** 256n - 1n)).toBe(`0x${"f".repeat(64)}`);
  for (const [value, bits] of [
    [2n ** 64n, 64],
    [2n ** 256n, 256],
    [-1n, 256],
    [256, 8],
  ] as const) {
    expect(() => uintWord(value, bits)).toThrow(AssertionFailed);
  }
});

test("a word is read as a uint where it fits its type", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), fc.constantFrom(8, 64, 96, 256), (value, bits) => {
      expect(wordToUint(uintWord(value), bits)).toBe(value < 2n ** BigInt(bits) ? value : undefined);
    }),
  );
});

test("an address stands behind twelve zeros, and behind nothing else", () => {
  expect(addressWord(ADDRESS)).toBe(word("f0".repeat(20)));
  expect(wordToAddress(addressWord(ADDRESS))).toBe(ADDRESS);
  for (let digit = 2; digit < 26; digit++) {
    const text = addressWord(ADDRESS);
    expect(wordToAddress(`${text.slice(0, digit)}1${text.slice(digit + 1)}` as Hex)).toBeUndefined();
  }
});

test("hashes are Keccak-256 of the words one after the other, and of a text's UTF-8", () => {
  // The slot of key 0 in the mapping at slot 0, and of element 0 in the array at slot 0: figures of every debugger.
  expect(hashWords(word(""), word(""))).toBe("0xad3228b676f7d3cd4284a5443f17f1962b36e491b30a40b2405849e597ba5fb5");
  expect(hashWords(word(""))).toBe("0x290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e563");
  expect(hashText("Transfer(address,address,uint256)")).toBe(
    "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
  );
});

test("a word of another length, or with other digits, is the caller's bug", () => {
  for (const wrong of ["0x", ADDRESS, `0x${"F0".repeat(32)}`, `${word("1")}00`] as Hex[]) {
    expect(() => hashWords(wrong)).toThrow(AssertionFailed);
    expect(() => wordToUint(wrong)).toThrow(AssertionFailed);
  }
  expect(() => addressWord(word("1"))).toThrow(AssertionFailed);
});

/** Goal: slots are Solidity's. Method: public figures here; a compiled contract's in `vectors.test.ts`. */
import { expect, test } from "vitest";
import { arraySlot, erc7201Slot, mappingSlot, slotAfter } from "./slots.ts";
import { hashWords, uintWord } from "./words.ts";

test("the namespace of the standard's own example", () => {
  expect(erc7201Slot("example.main")).toBe("0x183a6125c38840424c4a85fa12bab2ab606c4b6d0e7cc73c0c06ba5300eab500");
});

test("a mapping hashes its key before its slot", () => {
  expect(mappingSlot(uintWord(1), uintWord(7))).toBe(hashWords(uintWord(7), uintWord(1)));
});

test("an array lies behind the hash of its slot, each element as many slots as it takes", () => {
  const first = "0x290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e563";
  expect(arraySlot(uintWord(0), 0)).toBe(first);
  expect(arraySlot(uintWord(0), 5)).toBe(slotAfter(first, 5));
  expect(arraySlot(uintWord(0), 5n, 3)).toBe(slotAfter(first, 15));
});

test("slots wrap at 2^256", () => {
  expect(slotAfter(uintWord(2n ** 256n - 1n), 2)).toBe(uintWord(1));
  expect(slotAfter(uintWord(0), -1)).toBe(uintWord(2n ** 256n - 1n));
});

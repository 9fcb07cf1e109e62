/**
 * Where Solidity keeps what contracts store.
 *
 * Source: Solidity documentation, "Layout of State Variables in Storage"; ERC-7201.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { hashText, hashWords, uintWord, wordToUint } from "./words.ts";

const asUint = (slot: Hex): bigint => wordToUint(slot)!; // every word is a uint256

/** The slot `offset` after `slot`: a field of a struct. Wraps at 2^256 as contracts do. */
export function slotAfter(slot: Hex, offset: bigint | number): Hex {
  return uintWord(BigInt.asUintN(256, asUint(slot) + BigInt(offset)));
}

/** The first slot of a namespace: `keccak256(abi.encode(uint256(keccak256(namespace)) - 1)) & ~0xff`. */
export function erc7201Slot(namespace: string): Hex {
  const hash = hashWords(slotAfter(hashText(namespace), -1));
  return uintWord(asUint(hash) & ~0xffn);
}

/** The slot of a mapping's value; `key` is the word of a static type. */
export const mappingSlot = (slot: Hex, key: Hex): Hex => hashWords(key, slot);

/** The slot of element `index` of a dynamic array whose elements take whole slots, `slotsEach` of them. */
export const arraySlot = (slot: Hex, index: bigint | number, slotsEach = 1): Hex =>
  slotAfter(hashWords(slot), BigInt(index) * BigInt(slotsEach));

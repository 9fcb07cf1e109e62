/**
 * Nodes written by hand, good and bad.
 *
 * @module
 */
import { keccak256 } from "@novate/codec";
import { encodeRlp } from "../rlp/encode.ts";
import type { RlpItem } from "../rlp/item.ts";

/** The hex-prefix form of a path given as hexadecimal digits. */
export function hexPrefix(digits: string, isLeaf: boolean): Uint8Array {
  const odd = digits.length % 2;
  const text = `${(isLeaf ? 2 : 0) + odd}${odd === 1 ? "" : "0"}${digits}`;
  return Uint8Array.from(text.match(/../g)!, (byte) => Number.parseInt(byte, 16));
}

export const leaf = (digits: string, value: RlpItem): RlpItem => [hexPrefix(digits, true), value];

export const extension = (digits: string, child: RlpItem): RlpItem => [hexPrefix(digits, false), child];

const NOTHING = new Uint8Array(0);

/** A branch with children by nibble. */
export function branch(children: Readonly<Record<number, RlpItem>>, value: RlpItem = NOTHING): RlpItem {
  return [...Array.from({ length: 16 }, (_, nibble) => children[nibble] ?? NOTHING), value];
}

/** The reference to `item` by hash, whatever its length. */
export const hashOf = (item: RlpItem): Uint8Array => keccak256(encodeRlp(item));

/** A value too long to stand inside its parent. */
export const longValue = (byte: number): Uint8Array => new Uint8Array(40).fill(byte);

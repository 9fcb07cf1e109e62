/**
 * What calls answer, read.
 *
 * @module
 */
import { bytesToHex, type Hex, hexToBytes } from "@novate/codec";

const numberAt = (bytes: Uint8Array, at: number): number => Number(BigInt(bytesToHex(bytes, at, at + 32)));

/** The elements of an answer that is one `bytes[]`. */
export function decodeBytesList(answer: Hex): Hex[] {
  const bytes = hexToBytes(answer);
  const start = numberAt(bytes, 0);
  const heads = start + 32;
  return Array.from({ length: numberAt(bytes, start) }, (_, index) => {
    const at = heads + numberAt(bytes, heads + 32 * index);
    return bytesToHex(bytes, at + 32, at + 32 + numberAt(bytes, at));
  });
}

/** The words of an answer. */
export const decodeWords = (answer: Hex): Hex[] =>
  (answer.slice(2).match(/.{64}/g) ?? []).map((digits) => `0x${digits}` as Hex);

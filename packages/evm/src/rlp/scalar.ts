/**
 * Whole numbers in RLP: big-endian, no leading zero, zero being the empty string.
 *
 * @module
 */
import { bytesToHex } from "@novate/codec";
import { assert } from "@novate/stdx";
import { isBytes, type RlpItem } from "./item.ts";

/** The string of a number ≥ 0. */
export function scalarBytes(value: bigint): Uint8Array {
  assert(value >= 0n, "RLP has no negative numbers");
  const digits: number[] = [];
  for (let rest = value; rest > 0n; rest >>= 8n) digits.push(Number(rest & 0xffn));
  return Uint8Array.from(digits.reverse());
}

/** The number of a string, or undefined for a list, a leading zero, or more than `maxBytes`. */
export function scalarOf(item: RlpItem | undefined, maxBytes: number): bigint | undefined {
  if (!isBytes(item) || item.length > maxBytes || item[0] === 0) return undefined;
  return item.length === 0 ? 0n : BigInt(bytesToHex(item));
}

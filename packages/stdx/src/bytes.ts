/**
 * Byte strings: hexadecimal form, joining, comparing.
 *
 * @module
 */

const DIGITS = "0123456789abcdef";

/** Value of a hexadecimal digit's character code, of either case; −1 for any other. */
function digitValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** `0x` and two lower-case digits a byte. */
export function bytesToHex(bytes: Uint8Array): `0x${string}` {
  let text: `0x${string}` = "0x";
  for (const byte of bytes) text += DIGITS[byte >> 4]! + DIGITS[byte & 15]!;
  return text;
}

/** The bytes of `0x` and an even number of digits of either case; undefined for every other text. */
export function hexToBytes(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !text.startsWith("0x")) return undefined;
  const bytes = new Uint8Array(text.length / 2 - 1);
  for (let index = 0; index < bytes.length; index++) {
    const high = digitValue(text.charCodeAt(2 * index + 2));
    const low = digitValue(text.charCodeAt(2 * index + 3));
    if (high < 0 || low < 0) return undefined;
    bytes[index] = (high << 4) | low;
  }
  return bytes;
}

/** One byte string of all parts in order; always a copy. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Whether both hold the same bytes. Not of constant time: not for secrets. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && compareBytes(left, right) === 0;
}

/** Lexicographic order of unsigned bytes; a proper prefix comes first. Negative, zero or positive. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index++) {
    const difference = left[index]! - right[index]!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

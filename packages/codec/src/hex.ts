/**
 * Byte strings as people and JSON see them: lowercase hexadecimal behind `0x`.
 *
 * @module
 */

/** A byte string: `0x`, then two lowercase hexadecimal digits a byte. */
export type Hex = `0x${string}`;

const DIGITS = "0123456789abcdef";
const DIGIT_CODES = Uint8Array.from(DIGITS, (digit) => digit.charCodeAt(0));

/** Value of each lowercase digit by its character code; −1 for every other character. */
const DIGIT_VALUE = new Int8Array(128).fill(-1);
for (let digit = 0; digit < 16; digit++) DIGIT_VALUE[DIGITS.charCodeAt(digit)] = digit;

const ascii = new TextDecoder("latin1");
/** Characters under way; kept, because nearly every byte string here is a key, a hash or a signature. */
const shortText = new Uint8Array(2 + 2 * 128);

/** Hexadecimal form of `bytes[start, end)`. */
export function bytesToHex(bytes: Uint8Array, start = 0, end = bytes.length): Hex {
  const length = 2 + 2 * (end - start);
  const text = length <= shortText.length ? shortText : new Uint8Array(length);
  text[0] = 0x30; // "0"
  text[1] = 0x78; // "x"
  let at = 2;
  for (let index = start; index < end; index++) {
    const byte = bytes[index]!;
    text[at++] = DIGIT_CODES[byte >> 4]!;
    text[at++] = DIGIT_CODES[byte & 15]!;
  }
  return ascii.decode(text.subarray(0, length)) as Hex;
}

/** True for `0x` and an even number of lowercase digits, and nothing else. */
export const isHex = (text: string): text is Hex => text.length % 2 === 0 && /^0x[0-9a-f]*$/.test(text);

/** Number of bytes that a well-formed `hex` stands for. */
export const hexByteLength = (hex: Hex): number => (hex.length - 2) / 2;

/**
 * Writes the bytes of `hex` into `output` at `offset`.
 *
 * @returns false, with `output` partly written, when a character is not a lowercase digit.
 */
export function writeHex(hex: Hex, output: Uint8Array, offset: number): boolean {
  let bad = 0;
  for (let at = 2, target = offset; at < hex.length; at += 2, target++) {
    const high = DIGIT_VALUE[hex.charCodeAt(at)] ?? -1;
    const low = DIGIT_VALUE[hex.charCodeAt(at + 1)] ?? -1;
    bad |= high | low;
    output[target] = (high << 4) | low;
  }
  return bad >= 0;
}

/** Bytes of a value already known to be well-formed. */
export function hexToBytes(hex: Hex): Uint8Array {
  const bytes = new Uint8Array(hexByteLength(hex));
  writeHex(hex, bytes, 0);
  return bytes;
}

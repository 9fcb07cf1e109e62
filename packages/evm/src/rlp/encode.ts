/**
 * Items to RLP.
 *
 * @module
 */
import { isBytes, LIST_PREFIX, type RlpItem, SHORT_LENGTH, STRING_PREFIX } from "./item.ts";
import { scalarBytes } from "./scalar.ts";

const isItself = (bytes: Uint8Array): boolean => bytes.length === 1 && bytes[0]! < STRING_PREFIX;

const payloadLength = (item: RlpItem): number =>
  isBytes(item) ? item.length : item.reduce((length, each) => length + encodedLength(each), 0);

const digitsOf = (length: number): Uint8Array => scalarBytes(BigInt(length));

/** Bytes in the encoding of `item`. */
export function encodedLength(item: RlpItem): number {
  if (isBytes(item) && isItself(item)) return 1;
  const length = payloadLength(item);
  return 1 + (length <= SHORT_LENGTH ? 0 : digitsOf(length).length) + length;
}

/** Writes the encoding of `item` at `at`; where it ends. */
function write(item: RlpItem, output: Uint8Array, at: number): number {
  let end = at;
  if (!isBytes(item) || !isItself(item)) {
    const length = payloadLength(item);
    const base = isBytes(item) ? STRING_PREFIX : LIST_PREFIX;
    const digits = length <= SHORT_LENGTH ? new Uint8Array(0) : digitsOf(length);
    output[end++] = base + (digits.length === 0 ? length : SHORT_LENGTH + digits.length);
    output.set(digits, end);
    end += digits.length;
  }
  if (isBytes(item)) {
    output.set(item, end);
    return end + item.length;
  }
  for (const each of item) end = write(each, output, end);
  return end;
}

/** The one byte string of `item`. */
export function encodeRlp(item: RlpItem): Uint8Array {
  const output = new Uint8Array(encodedLength(item));
  write(item, output, 0);
  return output;
}

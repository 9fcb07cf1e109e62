/**
 * RLP to items, strictly: an item has one byte string, and nothing else is read as that item.
 *
 * @module
 */
import { faulty, type Result } from "../result.ts";
import { LIST_PREFIX, type RlpItem, SHORT_LENGTH, STRING_PREFIX } from "./item.ts";

/** Bytes in one input. A block's header has some 600, a node of a state trie at most 532. */
export const MAX_RLP_BYTES = 1_048_576;
/** Lists within lists. Headers, accounts and nodes of honest tries need four. */
export const MAX_RLP_DEPTH = 16;

export type RlpFault =
  /** More than {@link MAX_RLP_BYTES}. */
  | "TooLarge"
  /** An item claims bytes beyond the end of the input or of its list; also an empty input. */
  | "Overrun"
  /** Bytes after the item. */
  | "TrailingBytes"
  /** A length with a leading zero, or in the long form where the short one would do. */
  | "LengthNotMinimal"
  /** A byte below 0x80 behind a prefix. */
  | "ByteNotItself"
  /** Lists deeper than {@link MAX_RLP_DEPTH}. */
  | "TooDeep";

/** Where an item's payload lies. */
interface Span {
  readonly isList: boolean;
  readonly start: number;
  readonly end: number;
}

/** Reads the prefix at `at`; the item must end by `limit`. */
function readSpan(bytes: Uint8Array, at: number, limit: number): Span | RlpFault {
  const prefix = bytes[at];
  if (prefix === undefined) return "Overrun";
  if (prefix < STRING_PREFIX) return { isList: false, start: at, end: at + 1 };

  const isList = prefix >= LIST_PREFIX;
  const short = prefix - (isList ? LIST_PREFIX : STRING_PREFIX);
  const lengthBytes = Math.max(0, short - SHORT_LENGTH);
  const start = at + 1 + lengthBytes;
  if (start > limit) return "Overrun";
  if (lengthBytes > 0 && bytes[at + 1] === 0) return "LengthNotMinimal";
  let length = lengthBytes === 0 ? short : 0;
  // At most eight bytes: what a float64 rounds off above 2^53 is far beyond any limit.
  for (let index = at + 1; index < start; index++) length = length * 256 + bytes[index]!;
  if (lengthBytes > 0 && length <= SHORT_LENGTH) return "LengthNotMinimal";
  if (length > limit - start) return "Overrun";
  if (!isList && length === 1 && bytes[start]! < STRING_PREFIX) return "ByteNotItself";
  return { isList, start, end: start + length };
}

/** The item of a span; its strings are views of `bytes`. */
function readItem(bytes: Uint8Array, { isList, start, end }: Span, depth: number): RlpItem | RlpFault {
  if (!isList) return bytes.subarray(start, end);
  if (depth === MAX_RLP_DEPTH) return "TooDeep";
  const items: RlpItem[] = [];
  for (let at = start; at < end; ) {
    const span = readSpan(bytes, at, end);
    if (typeof span === "string") return span;
    const item = readItem(bytes, span, depth + 1);
    if (typeof item === "string") return item;
    items.push(item);
    at = span.end;
  }
  return items;
}

/**
 * The item that `bytes` are the encoding of. Takes any bytes and never throws.
 *
 * Strings in the result are views of `bytes`, not copies. Work: linear in the bytes, whatever they claim about lengths.
 */
export function decodeRlp(bytes: Uint8Array): Result<RlpItem, RlpFault> {
  if (bytes.length > MAX_RLP_BYTES) return faulty("TooLarge");
  const span = readSpan(bytes, 0, bytes.length);
  if (typeof span === "string") return faulty(span);
  const value = readItem(bytes, span, 0);
  if (typeof value === "string") return faulty(value);
  return span.end === bytes.length ? { ok: true, value } : faulty("TrailingBytes");
}

/**
 * Decompression of one Snappy block; needed for the index of a table file.
 *
 * Source: https://github.com/google/snappy/blob/main/format_description.txt
 *
 * @module
 */
import { type Cursor, readVarint } from "./varint.ts";

/** The original bytes, or `null` for anything that is not a whole Snappy block of at most `limit` bytes. */
export function unsnappy(source: Uint8Array, limit: number): Uint8Array | null {
  const cursor: Cursor = { bytes: source, at: 0 };
  const size = readVarint(cursor);
  if (size === null || size > limit) return null;
  const output = new Uint8Array(size);
  let written = 0;
  while (cursor.at < source.length) {
    const tag = source[cursor.at++]!;
    if ((tag & 3) === 0) {
      const length = readLittle(cursor, tag >> 2 < 60 ? 0 : (tag >> 2) - 59, tag >> 2) + 1;
      if (cursor.at + length > source.length || written + length > size) return null;
      output.set(source.subarray(cursor.at, cursor.at + length), written);
      cursor.at += length;
      written += length;
      continue;
    }
    const length = (tag & 3) === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const offset =
      (tag & 3) === 1 ? ((tag >> 5) << 8) | readLittle(cursor, 1, 0) : readLittle(cursor, (tag & 3) === 2 ? 2 : 4, 0);
    if (offset === 0 || offset > written || written + length > size) return null;
    for (let index = 0; index < length; index++, written++) output[written] = output[written - offset]!;
  }
  return written === size ? output : null;
}

/** A little-endian number of `width` bytes, or `fallback` when the width is zero. Missing bytes count as zero. */
function readLittle(cursor: Cursor, width: number, fallback: number): number {
  if (width === 0) return fallback;
  let value = 0;
  for (let index = 0; index < width; index++) value += (cursor.bytes[cursor.at++] ?? 0) * 2 ** (8 * index);
  return value;
}

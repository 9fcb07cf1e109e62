/**
 * CRC-32C (Castagnoli), the checksum inside LevelDB's files; `node:zlib` has the other polynomial only.
 *
 * Source: RFC 3720 appendix B.4; tables for eight bytes a step after M. Kounavis and F. Berry, "Novel Table
 * Lookup-Based Algorithms for High-Performance CRC Generation" (2008).
 *
 * @module
 */

const POLYNOMIAL = 0x82f63b78;
const SLICES = 8;

const TABLE = new Uint32Array(SLICES * 256);
for (let byte = 0; byte < 256; byte++) {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? POLYNOMIAL : 0);
  TABLE[byte] = remainder;
}
for (let entry = 256; entry < TABLE.length; entry++) {
  const previous = TABLE[entry - 256]!;
  TABLE[entry] = (previous >>> 8) ^ TABLE[previous & 0xff]!;
}

/** The checksum of `bytes[start, end)`. */
export function crc32c(bytes: Uint8Array, start: number, end: number): number {
  let crc = ~0;
  let at = start;
  for (; at + SLICES <= end; at += SLICES) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc =
      TABLE[1792 + (crc & 0xff)]! ^
      TABLE[1536 + ((crc >>> 8) & 0xff)]! ^
      TABLE[1280 + ((crc >>> 16) & 0xff)]! ^
      TABLE[1024 + (crc >>> 24)]! ^
      TABLE[768 + bytes[at + 4]!]! ^
      TABLE[512 + bytes[at + 5]!]! ^
      TABLE[256 + bytes[at + 6]!]! ^
      TABLE[bytes[at + 7]!]!;
  }
  for (; at < end; at++) crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[at]!) & 0xff]!;
  return ~crc >>> 0;
}

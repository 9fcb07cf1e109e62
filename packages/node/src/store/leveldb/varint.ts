/**
 * Variable-length integers, as protobuf and LevelDB write them.
 *
 * @module
 */

/** A place in a byte string that reading moves on. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

/** The next number; `null` past the end, or for one that is no safe integer. */
export function readVarint(cursor: Cursor): number | null {
  let value = 0;
  for (let shift = 0; shift < 63; shift += 7) {
    const byte = cursor.bytes[cursor.at++];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return Number.isSafeInteger(value) ? value : null;
  }
  return null;
}

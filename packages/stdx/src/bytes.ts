/**
 * Byte strings: joining. Their hexadecimal form is `codec`'s.
 *
 * @module
 */

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

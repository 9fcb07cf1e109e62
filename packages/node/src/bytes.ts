/**
 * Bytes to text and numbers and back, and the framing of a list of byte strings.
 *
 * @module
 */

const HEX = /^(0x)?([0-9a-fA-F]{2})*$/;

/** Reads hexadecimal with or without `0x`; `null` for anything else. */
export function readHex(text: string): Uint8Array | null {
  if (!HEX.test(text)) return null;
  return new Uint8Array(Buffer.from(text.startsWith("0x") ? text.slice(2) : text, "hex"));
}

export const textToBytes = (text: string): Uint8Array => Buffer.from(text, "utf8");
export const bytesToText = (bytes: Uint8Array): string => view(bytes).toString("utf8");

const POOL_BYTES = 65_536;
let pool = new ArrayBuffer(POOL_BYTES);
let pooledBytes = 0;

/**
 * Zeros for a short key or value, side by side with others: a buffer each would cost the native store more than its bytes.
 * For what is dropped soon, because one that stays keeps its neighbours.
 */
export function shortLived(length: number): Uint8Array {
  if (length > POOL_BYTES / 16) return new Uint8Array(length);
  if (pooledBytes + length > POOL_BYTES) {
    pool = new ArrayBuffer(POOL_BYTES);
    pooledBytes = 0;
  }
  const bytes = new Uint8Array(pool, pooledBytes, length);
  pooledBytes += length;
  return bytes;
}

/** Writes the low 32 bits of `value` big-endian at `offset`; a byte at a time, because a view would cost more than the bytes. */
export const putWord = (key: Uint8Array, offset: number, value: number): void => {
  key[offset] = value >>> 24;
  key[offset + 1] = value >>> 16;
  key[offset + 2] = value >>> 8;
  key[offset + 3] = value;
};

/** The big-endian 32-bit number at `offset`. */
export const wordAt = (key: Uint8Array, offset: number): number =>
  ((key[offset]! << 24) | (key[offset + 1]! << 16) | (key[offset + 2]! << 8) | key[offset + 3]!) >>> 0;

/** Joins byte strings so that {@link unframe} gives them back: a 4-byte big-endian length before each. */
export function frame(parts: readonly Uint8Array[]): Uint8Array {
  let size = 0;
  for (const part of parts) size += 4 + part.length;
  const framed = new Uint8Array(size);
  const lengths = new DataView(framed.buffer);
  let offset = 0;
  for (const part of parts) {
    lengths.setUint32(offset, part.length);
    framed.set(part, offset + 4);
    offset += 4 + part.length;
  }
  return framed;
}

/** The inverse of {@link frame}; `null` when the lengths do not add up. */
export function unframe(framed: Uint8Array): Uint8Array[] | null {
  const lengths = new DataView(framed.buffer, framed.byteOffset, framed.byteLength);
  const parts: Uint8Array[] = [];
  let offset = 0;
  while (offset < framed.length) {
    if (offset + 4 > framed.length) return null;
    const end = offset + 4 + lengths.getUint32(offset);
    if (end > framed.length) return null;
    parts.push(framed.slice(offset + 4, end));
    offset = end;
  }
  return parts;
}

const view = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

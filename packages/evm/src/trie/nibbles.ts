/**
 * Paths of a trie: half bytes, and their hex-prefix form in leaves and extensions.
 *
 * Source: Ethereum Yellow Paper, appendix C.
 *
 * @module
 */

/** The two halves of each byte, high one first. */
export function nibblesOf(key: Uint8Array): Uint8Array {
  const nibbles = new Uint8Array(key.length * 2);
  for (const [index, byte] of key.entries()) {
    nibbles[index * 2] = byte >> 4;
    nibbles[index * 2 + 1] = byte & 15;
  }
  return nibbles;
}

/** The path below a leaf or an extension. */
export interface NodePath {
  readonly isLeaf: boolean;
  readonly nibbles: Uint8Array;
}

/** Bits of the first nibble; the others are zero, and so is the second nibble of an even path. */
const ODD = 1;
const LEAF = 2;

/** The path that `bytes` are the hex-prefix form of, or undefined when they are of none. */
export function readPath(bytes: Uint8Array): NodePath | undefined {
  const first = bytes[0];
  if (first === undefined) return undefined;
  const flag = first >> 4;
  if (flag > (ODD | LEAF)) return undefined;
  const isOdd = (flag & ODD) !== 0;
  if (!isOdd && (first & 15) !== 0) return undefined;
  return { isLeaf: (flag & LEAF) !== 0, nibbles: nibblesOf(bytes).subarray(isOdd ? 1 : 2) };
}

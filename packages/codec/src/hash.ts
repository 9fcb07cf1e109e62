/**
 * SHA-256: the hash of every commitment.
 *
 * Portable code gives the same bytes everywhere; where Node offers its native one, that is used for speed alone.
 *
 * @module
 */
import { sha256 } from "@noble/hashes/sha2.js";

/** Node's own crypto without an import that a browser would have to resolve; undefined outside Node. */
const nodeCrypto = globalThis.process?.getBuiltinModule?.("node:crypto");

/** SHA-256: identifies transactions, blocks and rows. */
export const hashBytes: (bytes: Uint8Array) => Uint8Array = nodeCrypto
  ? (bytes) => latin1ToBytes(nodeCrypto.hash("sha256", bytes, "binary"))
  : sha256;

/** Bytes of a string of byte-sized characters: three times faster out of Node's crypto than a Buffer. */
function latin1ToBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}

/**
 * The two hash functions: SHA-256 for commitments, Keccak-256 for EIP-712.
 *
 * Portable code gives the same bytes everywhere; where Node offers its native SHA-256, that is used for speed alone.
 *
 * @module
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";

/** Node's own crypto without an import that a browser would have to resolve; undefined outside Node. */
const nodeCrypto = globalThis.process?.getBuiltinModule?.("node:crypto");

/** SHA-256: identifies transactions, blocks and rows. */
export const hashBytes: (bytes: Uint8Array) => Uint8Array = nodeCrypto
  ? (bytes) => new Uint8Array(nodeCrypto.hash("sha256", bytes, "buffer"))
  : sha256;

/** Keccak-256 as Ethereum uses it (the padding before FIPS 202). */
export const keccak256 = (bytes: Uint8Array): Uint8Array => keccak_256(bytes);

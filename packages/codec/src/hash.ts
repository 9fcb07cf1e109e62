/**
 * The two hash functions, portable to the browser: SHA-256 for commitments, Keccak-256 for EIP-712.
 *
 * @module
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";

/** SHA-256: identifies transactions, blocks and rows. */
export const hashBytes = (bytes: Uint8Array): Uint8Array => sha256(bytes);

/** Keccak-256 as Ethereum uses it (the padding before FIPS 202). */
export const keccak256 = (bytes: Uint8Array): Uint8Array => keccak_256(bytes);

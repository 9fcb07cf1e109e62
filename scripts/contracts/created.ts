/**
 * Addresses of contracts that do not stand yet.
 *
 * @module
 */
import { bytesToHex, type Hex, hexToBytes, keccak256 } from "@novate/codec";
import { encodeRlp, scalarBytes } from "@novate/evm";

/** Where an account's contract of a nonce stands. */
export const created = (deployer: Hex, nonce: bigint): Hex =>
  bytesToHex(keccak256(encodeRlp([hexToBytes(deployer), scalarBytes(nonce)])).subarray(12));

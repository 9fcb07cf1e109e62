/**
 * A word in the storage of a contract.
 *
 * Source: Ethereum Yellow Paper, §4.1; EIP-1186 for the form of its proof.
 *
 * @module
 */
import { bytesToHex, type Hex, keccak256 } from "@novate/codec";
import { faulty, type Result } from "../result.ts";
import { decodeRlp } from "../rlp/decode.ts";
import { isBytes } from "../rlp/item.ts";
import { wordBytes } from "../word.ts";
import { type TrieFault, verifyTrieProof } from "./verify.ts";

export type StorageFault = TrieFault | "ValueMalformed";

/** The word of a leaf: RLP of its bytes without leading zeros. A leaf never holds zero: the slot is absent then. */
function readValue(bytes: Uint8Array): Hex | undefined {
  const decoded = decodeRlp(bytes);
  if (!decoded.ok || !isBytes(decoded.value)) return undefined;
  const digits = decoded.value;
  if (digits.length === 0 || digits.length > 32 || digits[0] === 0) return undefined;
  const word = new Uint8Array(32);
  word.set(digits, 32 - digits.length);
  return bytesToHex(word);
}

/**
 * The word at `slot` under `storageRoot`, or undefined where nothing was stored, which contracts read as zero.
 * `nodes` are the `proof` of one entry of EIP-1186's `storageProof`, and may be any bytes.
 */
export function verifyStorageProof(
  storageRoot: Hex,
  slot: Hex,
  nodes: readonly Uint8Array[],
): Result<Hex | undefined, StorageFault> {
  const proven = verifyTrieProof(wordBytes(storageRoot, 32), keccak256(wordBytes(slot, 32)), nodes);
  if (!proven.ok) return proven;
  if (proven.value === undefined) return { ok: true, value: undefined };
  const word = readValue(proven.value);
  return word === undefined ? faulty("ValueMalformed") : { ok: true, value: word };
}

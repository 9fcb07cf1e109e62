/**
 * An account in the state of a chain.
 *
 * Source: Ethereum Yellow Paper, §4.1; EIP-1186 for the form of its proof.
 *
 * @module
 */
import { bytesToHex, type Hex, keccak256 } from "@novate/codec";
import { faulty, type Result } from "../result.ts";
import { decodeRlp } from "../rlp/decode.ts";
import { isBytes, type RlpItem } from "../rlp/item.ts";
import { scalarOf } from "../rlp/scalar.ts";
import { wordBytes } from "../word.ts";
import { HASH_BYTES } from "./node.ts";
import { type TrieFault, verifyTrieProof } from "./verify.ts";

export interface EvmAccount {
  /** At most 2^64 − 1 (EIP-2681). */
  readonly nonce: bigint;
  /** Atoms of the chain's own coin. */
  readonly balance: bigint;
  readonly storageRoot: Hex;
  readonly codeHash: Hex;
}

export type AccountFault = TrieFault | "AccountMalformed";

const isHash = (item: RlpItem | undefined): item is Uint8Array => isBytes(item) && item.length === HASH_BYTES;

function readAccount(bytes: Uint8Array): EvmAccount | undefined {
  const decoded = decodeRlp(bytes);
  if (!decoded.ok || isBytes(decoded.value) || decoded.value.length !== 4) return undefined;
  const [nonceItem, balanceItem, storageRoot, codeHash] = decoded.value;
  const nonce = scalarOf(nonceItem, 8);
  const balance = scalarOf(balanceItem, 32);
  if (nonce === undefined || balance === undefined || !isHash(storageRoot) || !isHash(codeHash)) return undefined;
  return { nonce, balance, storageRoot: bytesToHex(storageRoot), codeHash: bytesToHex(codeHash) };
}

/**
 * The account of `address` under `stateRoot`, or undefined where the chain has none. `nodes` are EIP-1186's
 * `accountProof`, and may be any bytes.
 */
export function verifyAccountProof(
  stateRoot: Hex,
  address: Hex,
  nodes: readonly Uint8Array[],
): Result<EvmAccount | undefined, AccountFault> {
  const proven = verifyTrieProof(wordBytes(stateRoot, 32), keccak256(wordBytes(address, 20)), nodes);
  if (!proven.ok) return proven;
  if (proven.value === undefined) return { ok: true, value: undefined };
  const account = readAccount(proven.value);
  return account === undefined ? faulty("AccountMalformed") : { ok: true, value: account };
}

/**
 * What the house reads of a block's header.
 *
 * Source: Ethereum Yellow Paper, §4.3; later forks and other chains append fields.
 *
 * @module
 */
import { bytesToHex, type Hex, keccak256 } from "@novate/codec";
import { faulty, type Result } from "../result.ts";
import { decodeRlp, type RlpFault } from "../rlp/decode.ts";
import { isBytes, type RlpItem } from "../rlp/item.ts";
import { scalarOf } from "../rlp/scalar.ts";

export interface EvmHeader {
  /** The block's hash: Keccak-256 of the header's bytes. */
  readonly hash: Hex;
  readonly stateRoot: Hex;
  readonly number: number;
  /** Seconds since 1970, as the block says. */
  readonly timeSec: number;
}

export type HeaderFault =
  | RlpFault
  /** Not a list of at least {@link FIELDS_AT_LEAST}, or a field that is read has another type. */
  | "HeaderMalformed"
  /** Number or time above 2^53 − 1. */
  | "NumberTooLarge";

/** Fields before London. How many follow depends on chain and fork, and the hash covers them all. */
const FIELDS_AT_LEAST = 15;
const STATE_ROOT = 3;
const NUMBER = 8;
const TIME = 11;

/** The bytes that EVM chains give a number in a header. */
const NUMBER_BYTES = 8;

function readFields(fields: readonly RlpItem[], hash: Hex): Result<EvmHeader, HeaderFault> {
  if (fields.length < FIELDS_AT_LEAST) return faulty("HeaderMalformed");
  const stateRoot = fields[STATE_ROOT];
  const number = scalarOf(fields[NUMBER], NUMBER_BYTES);
  const time = scalarOf(fields[TIME], NUMBER_BYTES);
  if (!isBytes(stateRoot) || stateRoot.length !== 32) return faulty("HeaderMalformed");
  if (number === undefined || time === undefined) return faulty("HeaderMalformed");
  const limit = BigInt(Number.MAX_SAFE_INTEGER);
  if (number > limit || time > limit) return faulty("NumberTooLarge");
  return {
    ok: true,
    value: { hash, stateRoot: bytesToHex(stateRoot), number: Number(number), timeSec: Number(time) },
  };
}

/**
 * The header that `bytes` are the RLP of. Takes any bytes and never throws.
 *
 * It says what a header of that hash says; that the chain has such a block, somebody must know.
 */
export function readHeader(bytes: Uint8Array): Result<EvmHeader, HeaderFault> {
  const decoded = decodeRlp(bytes);
  if (!decoded.ok) return decoded;
  if (isBytes(decoded.value)) return faulty("HeaderMalformed");
  return readFields(decoded.value, bytesToHex(keccak256(bytes)));
}

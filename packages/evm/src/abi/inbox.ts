/**
 * The chain of hashes by which a vault commits to its inbox: what came in, in order, nothing skipped or repeated.
 *
 * The vault computes the same words (`vectors/evm/inbox.json` is read by both); a change here is a new version's tag.
 *
 * @module
 */
import { bytesToHex, type Hex, hexToBytes, isHex, keccak256 } from "@novate/codec";
import { assert } from "@novate/stdx";
import { addressWord, hashText, hashWords, uintWord } from "./words.ts";

/** Tags: a name and a version, so that no leaf, start or other hash of the house can be read as another. */
const LEAF_TAG = hashText("novate.inbox.leaf.v1");
const START_TAG = hashText("novate.inbox.start.v1");

/** Entries that share a storage slot: entry n ends in chunk n >> 6. */
const CHUNK_BITS = 6n;

/** What somebody put into a vault's inbox. */
export interface InboxEntry {
  /** Place in the inbox, from 0. */
  readonly index: bigint;
  /** u8: deposit, key, withdrawal or wind-down; numbers are the engine's. */
  readonly kind: number;
  /** Seconds since 1970 of the block that took it; u64. */
  readonly timeSec: bigint;
  /** Whose call it was: `msg.sender`. */
  readonly sender: Hex;
  /** Chain on which `owner` is a contract, or 0 for a key that is the same everywhere; u64. */
  readonly ownerChain: bigint;
  readonly owner: Hex;
  /** u16. */
  readonly segmentId: number;
  /** u32. */
  readonly accountId: number;
  readonly token: Hex;
  /** Atoms of `token` by the vault's own measure; u256, zero where nothing was paid in. */
  readonly amount: bigint;
  readonly data: Hex;
}

/**
 * The leaf of one entry: `keccak256(abi.encode(tag, n, kind, time, sender, ownerChain, owner, segment, accountId, token,
 * amount, keccak256(data)))`. Asserts that every number and word fits its type.
 */
export function inboxLeaf(entry: InboxEntry): Hex {
  assert(isHex(entry.data), "inbox: data is not hexadecimal");
  return hashWords(
    LEAF_TAG,
    uintWord(entry.index, 64),
    uintWord(entry.kind, 8),
    uintWord(entry.timeSec, 64),
    addressWord(entry.sender),
    uintWord(entry.ownerChain, 64),
    addressWord(entry.owner),
    uintWord(entry.segmentId, 16),
    uintWord(entry.accountId, 32),
    addressWord(entry.token),
    uintWord(entry.amount),
    bytesToHex(keccak256(hexToBytes(entry.data))),
  );
}

/**
 * What an empty inbox commits to: `keccak256(abi.encode(tag, house, chainId, vault))`. `house` is the SHA-256 of the
 * genesis; `chainId` is a u64.
 */
export const inboxStart = (house: Hex, chainId: bigint, vault: Hex): Hex =>
  hashWords(START_TAG, house, uintWord(chainId, 64), addressWord(vault));

/** What an inbox of commitment `acc` commits to once `leaf` has come in: `keccak256(acc ‖ leaf)`. */
export const inboxNext = (acc: Hex, leaf: Hex): Hex => hashWords(acc, leaf);

/** The chunk whose slot entry `index` writes. */
export const inboxChunk = (index: bigint): bigint => index >> CHUNK_BITS;

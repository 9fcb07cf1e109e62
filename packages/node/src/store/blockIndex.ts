/**
 * What a block wrote under keys that do not begin with its height, so that it can be found when the block goes.
 *
 * @module
 */
import { frame, putWord, unframe, wordAt } from "../bytes.ts";
import { keyOf, keyOfBytes } from "./keys.ts";
import { type Database, readRecord } from "./reader.ts";
import { storeCorrupt } from "./seal.ts";

/** The lowest height that is kept. */
export const FLOOR_KEY = keyOfBytes("meta", new TextEncoder().encode("floor"));

export interface BlockIndex {
  /** Ids of accounts with events in the block. */
  readonly accounts: readonly number[];
  /** Hashes of transactions that are found in it. */
  readonly transactionHashes: readonly Uint8Array[];
}

const HASH_BYTES = 32;

export function encodeIndex({ accounts, transactionHashes }: BlockIndex): Uint8Array {
  const ids = new Uint8Array(4 * accounts.length);
  for (const [index, account] of accounts.entries()) putWord(ids, 4 * index, account);
  const hashes = new Uint8Array(HASH_BYTES * transactionHashes.length);
  for (const [index, hash] of transactionHashes.entries()) hashes.set(hash, HASH_BYTES * index);
  return frame([ids, hashes]);
}

/** Throws `StoreCorrupt` where the block has none. */
export async function readIndex(database: Database, height: number): Promise<BlockIndex> {
  const bytes = await readRecord(database, keyOf("index", height));
  const [ids, hashes] = (bytes === undefined ? null : unframe(bytes)) ?? [];
  if (ids === undefined || hashes === undefined) throw storeCorrupt(`the index of block ${height} is missing.`);
  return {
    accounts: Array.from({ length: ids.length / 4 }, (_, index) => wordAt(ids, 4 * index)),
    transactionHashes: Array.from({ length: hashes.length / HASH_BYTES }, (_, index) =>
      hashes.subarray(HASH_BYTES * index, HASH_BYTES * (index + 1)),
    ),
  };
}

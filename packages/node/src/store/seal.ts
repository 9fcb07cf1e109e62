/**
 * Every stored value carries a CRC-32 over its key and its bytes: a flipped bit, a torn tail or a value under another's
 * key is found when it is read, whatever LevelDB thinks of it (this binding does not verify LevelDB's own checksums).
 *
 * @module
 */

import { crc32 } from "node:zlib";
import { bytesToHex } from "@novate/codec";
import { putWord, shortLived, wordAt } from "../bytes.ts";
import { ClearingError, refusalError } from "../failures.ts";

const SEAL_BYTES = 4;

/** `value` followed by its checksum. */
export function seal(key: Uint8Array, value: Uint8Array): Uint8Array {
  const sealed = shortLived(value.length + SEAL_BYTES);
  sealed.set(value);
  putWord(sealed, value.length, crc32(value, crc32(key)));
  return sealed;
}

/** The value without its checksum. Throws `StoreCorrupt` when they disagree. */
export function unseal(key: Uint8Array, sealed: Uint8Array): Uint8Array {
  if (sealed.length >= SEAL_BYTES) {
    const value = sealed.subarray(0, sealed.length - SEAL_BYTES);
    if (crc32(value, crc32(key)) === wordAt(sealed, value.length)) return value;
  }
  throw storeCorrupt(`the record ${bytesToHex(key)} does not match its checksum.`);
}

/** The named refusal of a store whose bytes cannot be trusted. */
export const storeCorrupt = (what: string, cause?: unknown): ClearingError =>
  new ClearingError({
    code: "StoreCorrupt",
    message: `The store is damaged: ${what}`,
    remedy:
      "Nothing was computed with it. Keep the folder for inspection and restore a snapshot, or sync from another node.",
    advice: "stop",
    cause,
  });

/** That a height is older than what the store keeps. */
export const blockPruned = (height: number, earliestHeight: number): ClearingError =>
  refusalError("BlockPruned", { height, earliestHeight });

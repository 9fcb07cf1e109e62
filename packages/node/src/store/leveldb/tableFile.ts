/**
 * Checks every block of a LevelDB table file against the checksum that LevelDB wrote with it.
 *
 * The binding never asks LevelDB to verify them, and LevelDB aborts the process on some damaged blocks, so this is done
 * before the database is opened. Cost: one read of the file.
 * Source: https://github.com/google/leveldb/blob/main/doc/table_format.md
 *
 * @module
 */
import { crc32c } from "./crc32c.ts";
import { unsnappy } from "./snappy.ts";
import { type Cursor, readVarint } from "./varint.ts";

const FOOTER_BYTES = 48;
const MAGIC = Buffer.from("57fb808b247547db", "hex");
const TRAILER_BYTES = 5;
const MAX_INDEX_BYTES = 256 * 1024 * 1024;

interface Handle {
  readonly offset: number;
  readonly size: number;
}

/**
 * What is wrong with the file, or `null`.
 *
 * A file that does not end in a table's magic number is left to LevelDB: an unfinished table of a killed process is
 * deleted by it, and a live one is refused by it in words.
 */
export function findTableDamage(file: Uint8Array): string | null {
  if (file.length < FOOTER_BYTES || !MAGIC.equals(file.subarray(file.length - MAGIC.length))) return null;
  const footer: Cursor = { bytes: file, at: file.length - FOOTER_BYTES };
  const metaIndex = readHandle(footer);
  const index = readHandle(footer);
  for (const root of [metaIndex, index]) {
    const entries = root === null ? null : readEntries(file, root);
    if (entries === null) return "its index is damaged";
    for (const handle of entries) {
      if (handle === null) return "its index is damaged";
      if (!isIntact(file, handle)) return `the block at byte ${handle.offset} does not match its checksum`;
    }
  }
  return null;
}

function readHandle(cursor: Cursor): Handle | null {
  const offset = readVarint(cursor);
  const size = readVarint(cursor);
  return offset === null || size === null ? null : { offset, size };
}

function isIntact(file: Uint8Array, { offset, size }: Handle): boolean {
  const end = offset + size;
  if (end + TRAILER_BYTES > file.length - FOOTER_BYTES) return false;
  const crc = crc32c(file, offset, end + 1);
  const masked = (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
  return new DataView(file.buffer, file.byteOffset).getUint32(end + 1, true) === masked;
}

/** The handles that an index block lists; `null` when the block is damaged. */
function readEntries(file: Uint8Array, handle: Handle): (Handle | null)[] | null {
  if (!isIntact(file, handle)) return null;
  const raw = file.subarray(handle.offset, handle.offset + handle.size);
  const block = file[handle.offset + handle.size] === 0 ? raw : unsnappy(raw, MAX_INDEX_BYTES);
  if (block === null || block.length < 4) return null;
  const restarts = new DataView(block.buffer, block.byteOffset).getUint32(block.length - 4, true);
  const end = block.length - 4 * (restarts + 1);
  const handles: (Handle | null)[] = [];
  const cursor: Cursor = { bytes: block, at: 0 };
  while (cursor.at < end) {
    readVarint(cursor); // bytes shared with the key before
    const ownKeyBytes = readVarint(cursor);
    const valueBytes = readVarint(cursor);
    if (ownKeyBytes === null || valueBytes === null) return null;
    const value: Cursor = { bytes: block, at: cursor.at + ownKeyBytes };
    handles.push(readHandle(value));
    cursor.at += ownKeyBytes + valueBytes;
  }
  return handles;
}
